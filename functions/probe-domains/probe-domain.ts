import type { DnsAnswer } from "#core/dns/observation";
import { type ProbeNews, probed } from "#core/onboarding/changes/probed";
import { hasUnseenSignal } from "#core/onboarding/changes/signals";
import { isProgressTaken, minuteOf, type ProbedRecord, probePlanOf } from "#core/onboarding/probe-plan";
import { changeOnboarding } from "#core/onboarding/store";
import type { DueDomain } from "#core/probes/due-domain";
import { isRightEverywhere, judgeProbe, newlyRight } from "#core/probes/judge-probe";
import type { Shard } from "#core/probes/shards";
import { readWatched, signPut, watchedIdentity } from "#core/watch/watched-domain";
import type { ProbeDeps } from "./deps.ts";

/** The result of one probe. */
interface Seen {
  readonly asked: readonly ProbedRecord[];
  readonly answers: readonly DnsAnswer[];
  /** The records that became right at every name server. */
  readonly gained: readonly ProbedRecord[];
}

/** The time of a probe, and whether a page requested it. */
type ProbeRequest = Pick<Shard, "now" | "isAwaited">;

/** Probes one domain. If nothing changed, no item is read or written. */
export async function probeDomain(
  { pk, plan }: DueDomain,
  { now, isAwaited }: ProbeRequest,
  deps: ProbeDeps,
): Promise<void> {
  const asked = plan.records;
  const answers = await deps.prober.askOne(asked, minuteOf(now));
  const identity = watchedIdentity(pk);
  if (identity !== undefined) {
    if (judgeProbe(plan, answers, []) !== undefined) await noteSign(identity, now, deps);
    return;
  }
  const gained = await spread(newlyRight(plan, answers), now, deps);
  const news = judgeProbe(plan, answers, gained);
  if (news === undefined || (news === "progress" && isAwaited !== true && !isProgressTaken(pk, now))) return;
  await wake(pk, { asked, answers, gained }, now, deps);
}

/** One bad answer is only a sign; the watch checks the domain and decides. */
async function noteSign(identity: string, now: number, { table }: Pick<ProbeDeps, "table">): Promise<void> {
  const watched = await readWatched(table, identity);
  const put = watched && signPut(watched, now);
  // If another run wrote first, that write also makes a check due.
  if (put !== undefined) await table.commit([put]);
}

/** Asks the other servers whether a record is right: this is reported only when every server holds it. */
async function spread(
  records: readonly ProbedRecord[],
  now: number,
  { prober }: Pick<ProbeDeps, "prober">,
): Promise<readonly ProbedRecord[]> {
  if (records.length === 0) return [];
  const answers = await prober.askAll(records, minuteOf(now));
  return records.filter((record, index) => isRightEverywhere(record, answers[index] ?? []));
}

/** Writes the signal first and then resumes the execution, so that no observation is lost. */
async function wake(
  onboardingId: string,
  seen: Seen,
  now: number,
  { table, resumer }: Pick<ProbeDeps, "table" | "resumer">,
): Promise<void> {
  const after = await changeOnboarding(table, onboardingId, (current) => {
    // The index may be older than the last check, so the observation is compared with the item.
    const news = newsFor(probePlanOf(current).records, seen);
    return news && probed(current, news, now);
  });
  if (after.wait !== undefined && hasUnseenSignal(after)) await resumer.resume(after.wait.token);
}

function newsFor(records: readonly ProbedRecord[], { asked, answers, gained }: Seen): ProbeNews | undefined {
  const answerTo = ({ name, type, value }: ProbedRecord): DnsAnswer => {
    const index = asked.findIndex((one) => one.name === name && one.type === type && one.value === value);
    return answers[index] ?? { kind: "unknown", reason: "no-name-server" };
  };
  return judgeProbe({ records }, records.map(answerTo), gained);
}
