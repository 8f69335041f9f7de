import type { CheckDomainDeps, CheckedOnboarding, SesOutcome } from "./deps.ts";
import { restarted } from "./dkim-restarted.ts";

/** Keeps what the identity has before anything of it is deleted; it is made anew in the next look. */
export async function saveIdentitySettings(
  current: CheckedOnboarding,
  now: number,
  deps: CheckDomainDeps,
): Promise<SesOutcome> {
  const settingsToRestore = await deps.recreator.identitySettings(current.identity);
  if (settingsToRestore === "refused") return { ses: restarted(current, "recreate", "refused", now) };
  return { ses: { ...current.ses, settingsToRestore } };
}

/** Deletes the identity and makes it anew, by an operator's word; what it had is given back. */
export async function recreate(
  current: CheckedOnboarding,
  now: number,
  deps: CheckDomainDeps,
): Promise<SesOutcome> {
  const { settingsToRestore, ...ses } = current.ses;
  if (settingsToRestore === undefined) return { ses };
  const answer = await deps.recreator.recreate(current.identity, settingsToRestore);
  // MAIL FROM went with the identity.
  const status = { verification: "PENDING", dkim: answer.dkim } as const;
  return { ses: restarted({ ...current, ses: { ...ses, status, readAt: now } }, "recreate", answer, now) };
}
