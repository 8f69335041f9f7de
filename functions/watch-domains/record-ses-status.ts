import type { Onboarding } from "#core/onboarding/onboarding";
import { WATCH } from "#core/onboarding/schedule";
import { readOnboarding } from "#core/onboarding/store";
import type { DkimState, MailFromStatus } from "#core/watch/identity-watch";
import { afterSesStatus, type SesStatus } from "#core/watch/incident-changes";
import { isOtherMailFrom } from "#core/watch/other-mail-from";
import { readWatched, stoppedWatchPut, watchedPut } from "#core/watch/watched-domain";
import { changeWatched } from "./change-watched.ts";
import { checkShown } from "./check-shown.ts";
import type { WatchDeps } from "./deps.ts";
import { keepSending } from "./keep-sending.ts";
import { keepSigning } from "./keep-signing.ts";
import { logAndContinue } from "./log-and-continue.ts";
import { noteMailFrom } from "./note-mail-from.ts";
import type { Slots } from "./slots.ts";

/** The SES status of one domain. */
export interface DomainStatus {
  readonly dkim: DkimState | undefined;
  readonly mailFrom: MailFromStatus | undefined;
}

/** Records the SES status of one domain. */
export async function recordSesStatus(
  identity: string,
  status: DomainStatus,
  now: number,
  deps: WatchDeps,
  slots: Slots,
): Promise<void> {
  const watched = await readWatched(deps.table, identity);
  if (watched?.queue === undefined) return;
  // If another run wrote first, the next pass records the time.
  if (now >= watched.knownAt + WATCH.notedEveryMs)
    await deps.table.commit([watchedPut(watched, { knownAt: now })]);
  const isDueSoon = (watched.dueAt ?? 0) <= now + WATCH.recheckMs;
  const isOther = isOtherMailFrom(watched, status.mailFrom);
  // A healthy domain needs nothing.
  if (isFound(status) && !isOther && !isDueSoon) return;
  const before = await readOnboarding(deps.table, watched.onboardingId);
  if (isOther || isDueSoon)
    await logAndContinue(identity, () => noteMailFrom(before, status.mailFrom, now, deps));
  // During an incident, DNS is checked every hour, and SES's status matters, too.
  if (isFound(status) && !isDueSoon) return;
  // A failure here is repeated in the next pass, and must not prevent the notice.
  await logAndContinue(identity, () => keepSending(before, status.mailFrom, deps, slots));
  await logAndContinue(identity, () => keepSigning(watched, before, status.dkim, now, deps, slots));
  const decide = (current: Onboarding) => afterSesStatus(current, statusesOf(status, current), now);
  const expected = decide(before);
  if (expected === undefined) return;
  // DNS is checked before people are notified, so that mail, ticket and page show what is wrong now.
  const seen = expected.event === undefined ? undefined : await checkShown(before, slots, deps);
  await changeWatched(watched, deps, (current, latest) => {
    const change = decide(current);
    if (change === undefined) return undefined;
    const set = { ...change.set, ...seen };
    if (change.transition !== undefined) return { ...change, set, also: [stoppedWatchPut(latest)] };
    // The watch checks DNS at once and then every hour. Until its check, people see the time an hour from
    // now.
    const schedule = { ...current.schedule, nextCheckAt: now + WATCH.recheckMs };
    return { ...change, set: { ...set, schedule }, also: [watchedPut(latest, { dueAt: now })] };
  });
}

function isFound({ dkim, mailFrom }: DomainStatus): boolean {
  const isSigning = dkim === undefined || dkim.isSigning;
  return isSigning && [dkim, mailFrom].every((one) => one === undefined || one.status === "SUCCESS");
}

/**
 * Returns the statuses that matter. A MAIL FROM domain that was set by hand, or is not required, is ignored.
 */
function statusesOf({ dkim, mailFrom }: DomainStatus, current: Onboarding): SesStatus[] {
  return [
    ...(dkim === undefined ? [] : [{ subject: "dkim", status: dkim.status } as const]),
    ...(mailFrom?.domain === current.mailFrom && current.withoutMailFrom === undefined
      ? [{ subject: "mail-from", status: mailFrom.status } as const]
      : []),
  ];
}
