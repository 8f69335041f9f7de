import * as z from "zod";
import { isAtOrBelow } from "#core/names/domain-name";

/** A claim: this owner holds this name. It is reserved by a request, and proved by a verification or a challenge record. */
export const claimEntry = z.object({
  name: z.string(),
  owner: z.string(),
  state: z.enum(["reserved", "proved"]),
  onboardingId: z.string(),
});

/** A claim that was given up; it tells a new owner from the previous one. */
export const releasedClaim = claimEntry.omit({ state: true }).extend({ releasedAt: z.number().int() });

/** The trace of a claim that was given up. */
export type ReleasedClaim = z.infer<typeof releasedClaim>;

/** One entry of a registrable domain's claim item. */
export type ClaimEntry = z.infer<typeof claimEntry>;

/** The owner of identities that the account held before Sendworthy: no other owner's name may contain parentheses. */
export const ACCOUNT = "(account)";

/** Replaces the onboarding id in a claim that was imported from SES. */
export const IMPORTED = "import";

/** The claims of other owners on `names`, their parents or their children; siblings don't conflict. */
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

/** True if another onboarding holds the identity or a name below it: SES lets all of them send by the identity. */
export function isUsedByOthers(
  entries: readonly ClaimEntry[],
  onboardingId: string,
  identity: string,
): boolean {
  return entries.some((entry) => entry.onboardingId !== onboardingId && isAtOrBelow(entry.name, identity));
}

/**
 * The entries once `onboardingId` reserves exactly `names`; names that it, or an onboarding that it replaces, had proved
 * stay proved.
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

/** The entries once what `onboardingId` reserved is proved. */
export function prove(entries: readonly ClaimEntry[], onboardingId: string): ClaimEntry[] {
  return entries.map((entry) =>
    entry.onboardingId === onboardingId ? { ...entry, state: "proved" } : entry,
  );
}

/** The limit is for one owner, so that repeated requests of another owner remove none of them. */
const MOST_RELEASED_CLAIMS = 20;

/** The released claims once `onboardingId` gives up what it holds; for each name and owner the latest is kept. */
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

/** The entries without those of `onboardingId`. */
export function release(entries: readonly ClaimEntry[], onboardingId: string): ClaimEntry[] {
  return entries.filter((entry) => entry.onboardingId !== onboardingId);
}

/** So many onboardings may wait for names of one registrable domain before a held request can't reserve more. */
const MOST_WITH_HELD = 3;

/** True if one more reservation by an unknown requester could only be in the way of the real owner. */
export function isCrowded(entries: readonly ClaimEntry[]): boolean {
  const reserved = entries.filter(({ state }) => state === "reserved");
  return new Set(reserved.map(({ onboardingId }) => onboardingId)).size >= MOST_WITH_HELD;
}

/** The names that other onboardings have proved, so that they are not proposed. A reservation shows no use. */
export function provedNames(entries: readonly ClaimEntry[], own: readonly string[]): string[] {
  return entries
    .filter(({ state, onboardingId }) => state === "proved" && !own.includes(onboardingId))
    .map(({ name }) => name);
}
