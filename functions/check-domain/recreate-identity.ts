import type { CheckDomainDeps, CheckedOnboarding, SesOutcome } from "./deps.ts";
import { restarted } from "./dkim-restarted.ts";

/** Stores the settings of the identity; the next check deletes and recreates it. */
export async function saveIdentitySettings(
  current: CheckedOnboarding,
  now: number,
  deps: CheckDomainDeps,
): Promise<SesOutcome> {
  const settingsToRestore = await deps.recreator.identitySettings(current.identity);
  if (settingsToRestore === "refused") return { ses: restarted(current, "recreate", "refused", now) };
  return { ses: { ...current.ses, settingsToRestore } };
}

/** Deletes the identity, as an operator has approved, and recreates it with its former settings. */
export async function recreate(
  current: CheckedOnboarding,
  now: number,
  deps: CheckDomainDeps,
): Promise<SesOutcome> {
  const { settingsToRestore, ...ses } = current.ses;
  if (settingsToRestore === undefined) return { ses };
  const answer = await deps.recreator.recreate(current.identity, settingsToRestore);
  // The MAIL FROM domain was deleted together with the identity.
  const status = { verification: "PENDING", dkim: answer.dkim } as const;
  return { ses: restarted({ ...current, ses: { ...ses, status, readAt: now } }, "recreate", answer, now) };
}
