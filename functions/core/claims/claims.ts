import * as z from "zod";
import { isAtOrBelow } from "#core/names/domain-name";

/**
 * A claim says that an owner holds a name. A request reserves it; SES's verification or a challenge record
 * proves it.
 */
export const claimEntry = z.object({
  name: z.string(),
  owner: z.string(),
  state: z.enum(["reserved", "proved"]),
  onboardingId: z.string(),
});

/** A claim that was released; it distinguishes a new owner from the previous one. */
export const releasedClaim = claimEntry.omit({ state: true }).extend({ releasedAt: z.number().int() });

/** A claim that was released. */
export type ReleasedClaim = z.infer<typeof releasedClaim>;

/** One entry of the item that holds all claims on a registrable domain. */
export type ClaimEntry = z.infer<typeof claimEntry>;

/**
 * The owner of identities that the account held before Sendworthy. No other owner can have this name:
 * `identifier` allows no parentheses.
 */
export const ACCOUNT = "(account)";

/** Replaces the onboarding id in a claim that was imported from SES. */
export const IMPORTED = "import";

/**
 * Returns the claims of other owners on `names`, their parents or their children; siblings don't conflict.
 */
export function conflictsOf<T extends Pick<ClaimEntry, "owner" | "name">>(
  held: readonly T[],
  owner: string,
  names: readonly string[],
): T[] {
  return held.filter((one) => one.owner !== owner && names.some((name) => overlap(name, one.name)));
}

function overlap(one: string, other: string): boolean {
  return isAtOrBelow(one, other) || isAtOrBelow(other, one);
}

/**
 * True if another onboarding holds the identity or a name below it: SES lets all of these send with the
 * identity.
 */
export function isUsedByOthers(
  entries: readonly ClaimEntry[],
  onboardingId: string,
  identity: string,
): boolean {
  return entries.some((entry) => entry.onboardingId !== onboardingId && isAtOrBelow(entry.name, identity));
}

/**
 * Returns the entries after `onboardingId` has reserved exactly `names`. Names that it, or an onboarding that
 * it replaces, had proved stay proved.
 */
export function reserve(
  entries: readonly ClaimEntry[],
  onboardingId: string,
  owner: string,
  names: readonly string[],
  replaced: readonly string[] = [],
): ClaimEntry[] {
  const before = [onboardingId, ...replaced];
  const proved = new Set(
    entries
      .filter((entry) => before.includes(entry.onboardingId) && entry.state === "proved")
      .map(({ name }) => name),
  );
  return [
    ...entries.filter((entry) => !before.includes(entry.onboardingId)),
    ...names.map(
      (name): ClaimEntry => ({ name, owner, onboardingId, state: proved.has(name) ? "proved" : "reserved" }),
    ),
  ];
}

/** Returns the entries after the names that `onboardingId` reserved are proved. */
export function prove(entries: readonly ClaimEntry[], onboardingId: string): ClaimEntry[] {
  return entries.map((entry) =>
    entry.onboardingId === onboardingId ? { ...entry, state: "proved" } : entry,
  );
}

/**
 * The limit applies to each owner, because repeated requests of one owner must not push out those of another.
 */
const MOST_RELEASED_CLAIMS = 20;

/**
 * Returns the released claims after `onboardingId` releases its names; for each name and owner the latest is
 * kept.
 */
export function recordRelease(
  traces: readonly ReleasedClaim[],
  entries: readonly ClaimEntry[],
  onboardingId: string,
  releasedAt: number,
): ReleasedClaim[] {
  const given = entries
    .filter((entry) => entry.onboardingId === onboardingId)
    .map(({ name, owner }) => ({ name, owner, onboardingId, releasedAt }));
  const latest = new Map([...traces, ...given].map((one) => [`${one.owner} ${one.name}`, one]));
  return [...Map.groupBy(latest.values(), ({ owner }) => owner).values()].flatMap((own) =>
    own.toSorted((one, other) => one.releasedAt - other.releasedAt).slice(-MOST_RELEASED_CLAIMS),
  );
}

/** Returns the entries without those of `onboardingId`. */
export function release(entries: readonly ClaimEntry[], onboardingId: string): ClaimEntry[] {
  return entries.filter((entry) => entry.onboardingId !== onboardingId);
}

/**
 * The number of onboardings on one registrable domain from which on a held request can't reserve names there.
 */
const MOST_WITH_HELD = 3;

/** True if one more reservation by an unknown requester would only hinder the real owner. */
export function isCrowded(entries: readonly ClaimEntry[]): boolean {
  const reserved = entries.filter(({ state }) => state === "reserved");
  return new Set(reserved.map(({ onboardingId }) => onboardingId)).size >= MOST_WITH_HELD;
}

/**
 * Returns the names that other onboardings have proved: they are in use, so they are not proposed. A name
 * that is only reserved may be proposed.
 */
export function provedNames(entries: readonly ClaimEntry[], own: readonly string[]): string[] {
  return entries
    .filter(({ state, onboardingId }) => state === "proved" && !own.includes(onboardingId))
    .map(({ name }) => name);
}
