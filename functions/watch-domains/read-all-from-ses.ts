import { z } from "zod";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WATCH } from "#core/onboarding/schedule";
import { readOnboarding } from "#core/onboarding/store";
import { readProject } from "#core/projects/project";
import type { MailFromStatus } from "#core/watch/identity-watch";
import { afterSesStatus, type SesStatus } from "#core/watch/incident-changes";
import { readWatched, stoppedWatchPut, type WatchedDomain, watchedPut } from "#core/watch/watched-domain";
import { changeWatched } from "./change-watched.ts";
import type { WatchDeps } from "./deps.ts";
import { logAndContinue } from "./log-and-continue.ts";
import { createSlots, type Slots } from "./slots.ts";

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityDkimAttributes.html: at most 100 a call. */
const DOMAINS_A_READ = 100;

/** The progress of the pass over all identities. */
const pass = z.object({
  version: z.number().int(),
  startedAt: z.number().int(),
  /** Where the next page of the list begins. */
  nextToken: z.string().optional(),
  /** The names of the last page that are still to be read. */
  names: z.array(z.string()),
});

const KEY = { pk: "watch-pass", sk: "pass" };

type Pass = z.infer<typeof pass>;

/** Continues the pass as far as the SES budget allows; returns the number of domains that were read. */
export async function readAllFromSes(now: number, deps: WatchDeps): Promise<number> {
  const item = await deps.table.get(KEY);
  const before = item === undefined ? undefined : pass.parse(item);
  const slots = createSlots(now, deps);
  const started = await startOrContinue(before, now, deps, slots);
  if (started === undefined) return 0;
  let names = started.names;
  while (names.length > 0) {
    const some = names.slice(0, DOMAINS_A_READ);
    // The two reads of a hundred domains are of use only together.
    const [first, second] = [await slots.take(), await slots.take()];
    if (first === undefined || second === undefined) break;
    await first();
    const dkim = await deps.identities.dkim(some);
    await second();
    const mailFrom = await deps.identities.mailFrom(some);
    for (const identity of some) {
      const status = { dkim: dkim.get(identity), mailFrom: mailFrom.get(identity) };
      await logAndContinue(identity, () => recordSesStatus(identity, status, now, deps, slots));
    }
    names = names.slice(DOMAINS_A_READ);
  }
  const next = { ...KEY, ...started, names, version: (before?.version ?? 0) + 1 };
  // If another run wrote first, its write counts: a status that was read twice is reported once.
  await deps.table.commit([{ item: next, expectedVersion: before?.version }]);
  return started.names.length - names.length;
}

/** The pass with domains to read; `undefined` while it is too early, or no slot is free. */
async function startOrContinue(
  before: Pass | undefined,
  now: number,
  { identities, queue }: WatchDeps,
  slots: Slots,
): Promise<Omit<Pass, "version"> | undefined> {
  if (before !== undefined && before.names.length > 0) return before;
  const isNew = before?.nextToken === undefined;
  if (isNew && before !== undefined && now < before.startedAt + WATCH.passEveryMs) return undefined;
  if (isNew && (await queue.due("watched", Number.MAX_SAFE_INTEGER)).length === 0) return undefined;
  const slot = await slots.take();
  if (slot === undefined) return undefined;
  await slot();
  const { domains, nextToken } = await identities.list(before?.nextToken);
  const startedAt = isNew ? now : before.startedAt;
  return { startedAt, names: [...domains], ...(nextToken !== undefined && { nextToken }) };
}

/** The SES status of one domain. */
interface DomainStatus {
  readonly dkim: SesStatus["status"] | undefined;
  readonly mailFrom: MailFromStatus | undefined;
}

/** Records the SES status of one domain. */
async function recordSesStatus(
  identity: string,
  status: DomainStatus,
  now: number,
  deps: WatchDeps,
  slots: Slots,
): Promise<void> {
  const watched = await readWatched(deps.table, identity);
  if (watched?.queue === undefined) return;
  // If another run wrote first, the next pass notes it.
  if (now >= watched.knownAt + WATCH.notedEveryMs)
    await deps.table.commit([watchedPut(watched, { knownAt: now })]);
  // Nothing to do for a healthy domain. During an incident the DNS is checked every hour, and SES counts, too.
  if (isFound(status) && (watched.dueAt ?? 0) > now + WATCH.recheckMs) return;
  // A failure here is repeated in the next pass, and must not suppress the notice.
  await logAndContinue(identity, () => keepSending(watched, status, deps, slots));
  await changeWatched(watched, deps, (current, latest) => {
    const change = afterSesStatus(current, statusesOf(status, current), now);
    if (change === undefined) return undefined;
    // The DNS is checked at once.
    const put =
      change.transition === undefined ? watchedPut(latest, { dueAt: now }) : stoppedWatchPut(latest);
    return { ...change, also: [put] };
  });
}

function isFound({ dkim, mailFrom }: DomainStatus): boolean {
  return [dkim, mailFrom?.status].every((status) => status === undefined || status === "SUCCESS");
}

/** The statuses that count. A MAIL FROM domain that was set by hand, or is not required, does not. */
function statusesOf({ dkim, mailFrom }: DomainStatus, current: Onboarding): SesStatus[] {
  return [
    ...(dkim === undefined ? [] : [{ subject: "dkim", status: dkim } as const]),
    ...(mailFrom?.domain === current.mailFrom && current.withoutMailFrom === undefined
      ? [{ subject: "mail-from", status: mailFrom.status } as const]
      : []),
  ];
}

/**
 * Lets SES fall back to its own MAIL FROM domain where it would refuse to send without the MX, unless that was configured.
 * https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
 */
async function keepSending(
  { identity, onboardingId }: WatchedDomain,
  { mailFrom }: DomainStatus,
  deps: WatchDeps,
  slots: Slots,
): Promise<void> {
  const isFailing = mailFrom?.status === "TEMPORARY_FAILURE" || mailFrom?.status === "FAILED";
  if (mailFrom === undefined || !isFailing || !mailFrom.rejectsOnMxFailure) return;
  const current = await readOnboarding(deps.table, onboardingId);
  if (current.mailFrom !== mailFrom.domain) return;
  const { current: project } = await readProject(deps.table, current.project);
  const configured = project?.domains.find((domain) => domain.identity === identity);
  if (configured?.rejectsOnMxFailure) return;
  const slot = await slots.take();
  if (slot === undefined) return;
  await slot();
  await deps.mailFrom.set(identity, mailFrom.domain);
}
