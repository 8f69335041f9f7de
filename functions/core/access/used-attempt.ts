import type { Put } from "#core/table";

/** The time within which a sign-in has to be completed. */
export const ATTEMPT_MS = 10 * 60_000;

/**
 * Builds the write that marks a sign-in as used. It fails if the sign-in is marked already, which prevents a
 * replay.
 */
export function usedAttempt(hash: string, now: number): Put {
  const forgetAt = Math.ceil((now + 2 * ATTEMPT_MS) / 1000);
  return { item: { pk: `sign-in#${hash}`, sk: "used", version: 1, forgetAt }, expectedVersion: undefined };
}
