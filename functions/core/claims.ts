import { z } from "zod";
import { isAtOrBelow } from "#core/domain-name";

/** "This owner holds this name": reserved when asked for, proved when verified here. */
export const claimEntry = z.object({
  name: z.string(),
  owner: z.string(),
  state: z.enum(["reserved", "proved"]),
  onboardingId: z.string(),
});

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

/** The entries without those of `onboardingId`. */
export function release(entries: readonly ClaimEntry[], onboardingId: string): ClaimEntry[] {
  return entries.filter((entry) => entry.onboardingId !== onboardingId);
}
