import { z } from "zod";
import { isAtOrBelow } from "#core/domain-name";

/** "This owner holds this name": reserved when asked for, proved when verified here. */
export const claimEntry = z.object({
  name: z.string(),
  owner: z.string(),
  state: z.enum(["reserved", "proved"]),
  onboardingId: z.string(),
});

/** What is left of a claim that was given up: whoever comes next can be told from whoever was there before. */
export const claimTombstone = claimEntry.omit({ state: true }).extend({ releasedAt: z.number().int() });

/** What is left of a claim that was given up. */
export type ClaimTombstone = z.infer<typeof claimTombstone>;

/** One entry of a registrable domain's claim item. */
export type ClaimEntry = z.infer<typeof claimEntry>;

/** True if another owner holds one of `names`, a parent or a child of it; siblings don't conflict. */
export function isClaimedByAnother(
  entries: readonly ClaimEntry[],
  owner: string,
  names: readonly string[],
): boolean {
  return entries.some(
    (entry) =>
      entry.owner !== owner &&
      names.some((name) => isAtOrBelow(name, entry.name) || isAtOrBelow(entry.name, name)),
  );
}

/** True if anything but `onboardingId` holds the identity, or a name below it: SES lets all of them send by it. */
export function reliesOn(entries: readonly ClaimEntry[], onboardingId: string, identity: string): boolean {
  return entries.some((entry) => entry.onboardingId !== onboardingId && isAtOrBelow(entry.name, identity));
}

/** The entries once `onboardingId` reserves exactly `names`; what it had proved stays proved. */
export function reserve(
  entries: readonly ClaimEntry[],
  onboardingId: string,
  owner: string,
  names: readonly string[],
): ClaimEntry[] {
  const proved = new Set(
    entries
      .filter((entry) => entry.onboardingId === onboardingId && entry.state === "proved")
      .map((e) => e.name),
  );
  return [
    ...release(entries, onboardingId),
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

/** As many as anybody will look at. */
const MOST_TOMBSTONES = 20;

/** The tombstones once `onboardingId` gives up what it holds. */
export function bury(
  tombstones: readonly ClaimTombstone[],
  entries: readonly ClaimEntry[],
  onboardingId: string,
  releasedAt: number,
): ClaimTombstone[] {
  const given = entries
    .filter((entry) => entry.onboardingId === onboardingId)
    .map(({ name, owner }) => ({ name, owner, onboardingId, releasedAt }));
  return [...tombstones, ...given].slice(-MOST_TOMBSTONES);
}

/** The entries without those of `onboardingId`. */
export function release(entries: readonly ClaimEntry[], onboardingId: string): ClaimEntry[] {
  return entries.filter((entry) => entry.onboardingId !== onboardingId);
}
