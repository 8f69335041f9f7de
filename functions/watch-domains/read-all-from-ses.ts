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

/** How far the pass over all identities has come. */
const pass = z.object({
  version: z.number().int(),
  startedAt: z.number().int(),
  /** Where the next page of the list begins. */
  nextToken: z.string().optional(),
  /** Of the last page: still to be read. */
  names: z.array(z.string()),
});

const KEY = { pk: "watch-pass", sk: "pass" };

type Pass = z.infer<typeof pass>;

/** Goes on with the pass as far as the SES budget allows; gives the number of domains that were asked about. */
export async function readAllFromSes(now: number, deps: WatchDeps): Promise<number> {
  const item = await deps.table.get(KEY);
  const before = item === undefined ? undefined : pass.parse(item);
  const slots = createSlots(now, deps);
  const begun = await begin(before, now, deps, slots);
  if (begun === undefined) return 0;
  let names = begun.names;
  while (names.length > 0) {
    const some = names.slice(0, DOMAINS_A_READ);
    // Both reads of a hundred domains are worth something only together.
    const [first, second] = [await slots.take(), await slots.take()];
    if (first === undefined || second === undefined) break;
    await first();
    const dkim = await deps.identities.dkim(some);
    await second();
    const mailFrom = await deps.identities.mailFrom(some);
    for (const identity of some) {
      const said = { dkim: dkim.get(identity), mailFrom: mailFrom.get(identity) };
      await logAndContinue(identity, () => recordSesStatus(identity, said, now, deps, slots));
    }
    names = names.slice(DOMAINS_A_READ);
  }
  const next = { ...KEY, ...begun, names, version: (before?.version ?? 0) + 1 };
  // Where another run was faster, its word stands: what was read twice is told once.
  await deps.table.commit([{ item: next, expectedVersion: before?.version }]);
  return begun.names.length - names.length;
}

/** The pass with domains to read; nothing while it is too early, or no slot is free. */
async function begin(
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

/** What SES says of one domain. */
interface Said {
  readonly dkim: SesStatus["status"] | undefined;
  readonly mailFrom: MailFromStatus | undefined;
}

/** Takes in what SES says of one domain. */
async function recordSesStatus(
  identity: string,
  said: Said,
  now: number,
  deps: WatchDeps,
  slots: Slots,
): Promise<void> {
  const watched = await readWatched(deps.table, identity);
  if (watched?.queue === undefined) return;
  // Where another run was faster, the next pass notes it.
  if (now >= watched.knownAt + WATCH.notedEveryMs)
    await deps.table.commit([watchedPut(watched, { knownAt: now })]);
  // Of a domain in trouble the DNS is looked at by the hour: of any other there is nothing to say where SES has it all.
  if (isFound(said) && (watched.dueAt ?? 0) > now + WATCH.recheckMs) return;
  // What fails here is tried in the next pass, and keeps nobody from hearing what SES misses.
  await logAndContinue(identity, () => keepSending(watched, said, deps, slots));
  await changeWatched(watched, deps, (current, latest) => {
    const change = afterSesStatus(current, wordsOf(said, current), now);
    if (change === undefined) return undefined;
    // What SES misses, the DNS is asked about at once.
    const put =
      change.transition === undefined ? watchedPut(latest, { dueAt: now }) : stoppedWatchPut(latest);
    return { ...change, also: [put] };
  });
}

function isFound({ dkim, mailFrom }: Said): boolean {
  return [dkim, mailFrom?.status].every((status) => status === undefined || status === "SUCCESS");
}

/** A MAIL FROM domain that somebody set besides us, or that nothing relies on, is no business of ours. */
function wordsOf({ dkim, mailFrom }: Said, current: Onboarding): SesStatus[] {
  return [
    ...(dkim === undefined ? [] : [{ subject: "dkim", status: dkim } as const]),
    ...(mailFrom?.domain === current.mailFrom && current.withoutMailFrom === undefined
      ? [{ subject: "mail-from", status: mailFrom.status } as const]
      : []),
  ];
}

/** Where SES would refuse to send for want of the MX though nobody asked for that, it falls back to its own: https://docs.aws.amazon.com/ses/latest/dg/mail-from.html */
async function keepSending(
  { identity, onboardingId }: WatchedDomain,
  { mailFrom }: Said,
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
