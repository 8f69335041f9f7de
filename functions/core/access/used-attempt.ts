import type { Put } from "#core/table";

/** A sign-in has to be completed within this time. */
export const ATTEMPT_MS = 10 * 60_000;

/** Marks an attempt to sign in as used. The write fails if it is marked already, so that nothing of it works twice. */
export function usedAttempt(hash: string, now: number): Put {
  const forgetAt = Math.ceil((now + 2 * ATTEMPT_MS) / 1000);
  return { item: { pk: `sign-in#${hash}`, sk: "used", version: 1, forgetAt }, expectedVersion: undefined };
}
