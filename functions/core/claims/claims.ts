import * as z from "zod";
import { isAtOrBelow } from "#core/names/domain-name";

/** "This owner holds this name": reserved when asked for, proved when verified here. */
export const claimEntry = z.object({
  name: z.string(),
  owner: z.string(),
  state: z.enum(["reserved", "proved"]),
  onboardingId: z.string(),
});

/** A claim that was given up; it tells a new owner from the previous one. */
export const releasedClaim = claimEntry.omit({ state: true }).extend({ releasedAt: z.number().int() });

/** What is left of a claim that was given up. */
export type ReleasedClaim = z.infer<typeof releasedClaim>;

/** One entry of a registrable domain's claim item. */
export type ClaimEntry = z.infer<typeof claimEntry>;

/**
 * Whose the identities are that the account held before Sendworthy came: no owner is called so, since none may have
 * parentheses.
 */
export const ACCOUNT = "(account)";

/** What a claim has in place of an onboarding when it was taken from what SES held before. */
export const IMPORTED = "import";

/** What other owners hold of `names`, their parents and their children; siblings don't conflict. */
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

/** True if anything but `onboardingId` holds the identity, or a name below it: SES lets all of them send by it. */
export function isUsedByOthers(
  entries: readonly ClaimEntry[],
  onboardingId: string,
  identity: string,
): boolean {
  return entries.some((entry) => entry.onboardingId !== onboardingId && isAtOrBelow(entry.name, identity));
}

/** The entries once `onboardingId` reserves exactly `names`; names that it, or an onboarding that it replaces, had proved stay proved. */
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

/** Of one owner: nobody drives out the tombstones of another by asking again and again. */
const MOST_RELEASED_CLAIMS = 20;

/** The tombstones once `onboardingId` gives up what it holds; of a name and an owner the latest is kept. */
export function recordRelease(
  tombstones: readonly ReleasedClaim[],
  entries: readonly ClaimEntry[],
  onboardingId: string,
  releasedAt: number,
): ReleasedClaim[] {
  const given = entries
    .filter((entry) => entry.onboardingId === onboardingId)
    .map(({ name, owner }) => ({ name, owner, onboardingId, releasedAt }));
  const latest = new Map([...tombstones, ...given].map((one) => [`${one.owner} ${one.name}`, one]));
  return [...Map.groupBy(latest.values(), ({ owner }) => owner).values()].flatMap((own) =>
    own.toSorted((one, other) => one.releasedAt - other.releasedAt).slice(-MOST_RELEASED_CLAIMS),
  );
}

/** The entries without those of `onboardingId`. */
export function release(entries: readonly ClaimEntry[], onboardingId: string): ClaimEntry[] {
  return entries.filter((entry) => entry.onboardingId !== onboardingId);
}
