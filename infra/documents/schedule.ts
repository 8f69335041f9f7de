import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  ANNOUNCED_DAYS,
  type Awaited,
  CHECK_INTERVALS,
  CHECK_NOW_EVERY_MS,
  EXPIRY_MS,
  EXTENSION_MS,
  FOLLOW_UP_AFTER_MS,
  KNOWN_FOR_MS,
  PROBE,
  REMINDER_DAYS,
  SES_GIVES_UP_AFTER_MS,
  SES_READS,
  SES_WRITE_AFTER_SECONDS,
  WATCH,
} from "#core/onboarding/schedule";

const FILE = join(import.meta.dirname, "../../docs/schedule.md");
const DAY_MS = 86_400_000;

const AWAITED: Readonly<Record<Awaited, string>> = {
  notConfirmed: "The customer has not confirmed the records yet",
  confirmed: "The customer confirmed or asked for a check, and not all five records are there yet",
  hasErrors: "The customer confirmed or asked for a check, and was notified of a mistake",
  ses: "All five records are right, and Amazon SES has not verified them yet",
};

/** Writes the document with the published schedule. */
export function scheduleDocument(): string {
  return [
    ...betweenChecks(),
    ...withoutActivity(),
    ...onceReady(),
    "`npm run docs` writes this file from `functions/core/onboarding/schedule.ts`.",
    "",
  ].join("\n");
}

function betweenChecks(): string[] {
  const rows = Object.entries(CHECK_INTERVALS).map(
    ([awaited, seconds]) => `| ${AWAITED[awaited as Awaited]} | ${waits(seconds)} |`,
  );
  return [
    "# When we check",
    "",
    `Every ${duration(PROBE.everyMs / 1000)} we ask a name server of the domain for each record that is awaited: for`,
    `${PROBE.oftenForMs / DAY_MS} days after the ticket, after anything that the customer did, and after a loss. Later we ask every ${duration(PROBE.slowlyEveryMs / 1000)}.`,
    "What changed leads to a full check at once, also when nobody says anything. Another change within",
    `${duration(PROBE.wakesEveryMs / 1000)} waits until they are over, unless all records are right now.`,
    `While the set-up page is open and its reader waits, we ask every ${duration(PROBE.awaited.everyMs / 1000)}: for ${duration(PROBE.awaited.forMs / 1000)} after they confirmed or asked`,
    "for a check.",
    "",
    `A DNS host gets at most ${PROBE.mostASecond.host} of these questions a second, and a domain ${PROBE.mostASecond.domain}: the names of a domain that has more than`,
    `a hundred take turns. A server that does not answer is not asked again in the same minute.`,
    "",
    "A full check asks every name server, resolvers, and SES when that can matter, and finds mistakes at other names. It is made",
    "after each change, when somebody asks for it, and after a time that depends on what is awaited:",
    "",
    "| what is awaited | times between checks, in order |",
    "|---|---|",
    ...rows,
    "",
    ...rulesOfChecks(),
  ];
}

function rulesOfChecks(): string[] {
  return [
    "- Each wait is up to a tenth shorter, always by the same part for the same onboarding, so that many onboardings",
    "  are spread over time.",
    "- It starts again when what is awaited changes, and whenever the customer confirms or asks for a check.",
    `- “Check again now” is honoured once in ${duration(CHECK_NOW_EVERY_MS / 1000)}; then we check at once.`,
    `- A call that a read of SES shows to be due, such as a restart of DKIM, is made ${duration(SES_WRITE_AFTER_SECONDS)} later.`,
    "- No confirmation is needed: records that appear are enough.",
    "- A reminder, an expiry warning and the expiry are never later than the schedule says: a check is made for each.",
    `- While SES alone is awaited it is read ${readTimes()} after all records became right. A check follows`,
    "  from an answer that changes something. The page and the mails name the next of these times.",
    `- Records that are saved one by one get one check in ${duration(PROBE.progressEveryMs / 1000)}, or at once while the page waits for it, and the last of them one at once. A confirmation or`,
    `  a “Check again now” within ${duration(KNOWN_FOR_MS / 1000)} of a check that found all right needs none.`,
    `- If the state has changed ${duration(FOLLOW_UP_AFTER_MS / 1000)} after a confirmation, since the page or the ticket answered it, a mail says what it is now.`,
    "- A read of SES waits for its slot: one call a second for the whole account. Two thousand domains that become right in the",
    "  same minute are all read within 34 minutes, and each customer sees the time of theirs. The metric `SesQueueSeconds`",
    "  shows how long the queue is.",
    "",
  ];
}

function withoutActivity(): string[] {
  return [
    "## When nothing happens",
    "",
    `- After ${days(REMINDER_DAYS)} days without activity the customer is reminded of what is missing: on weekdays of their own,`,
    "  and never while only caches, silent name servers or SES are awaited. The template parameter `ReminderDays` takes others.",
    `- After ${EXPIRY_MS / DAY_MS} days it expires; that is announced ${days(ANNOUNCED_DAYS)} days before. One click then keeps it open for`,
    `  ${EXTENSION_MS / DAY_MS} more days.`,
    "- Each action of the customer, the first wrong record, and each record that is right for the first time, restart this clock.",
    "  It stops while all five records are right.",
    "",
  ];
}

function onceReady(): string[] {
  return [
    "## Once it is ready",
    "",
    `- Every ${duration(PROBE.watchedEveryMs / 1000)} we ask a name server for each record of a verified domain. A bad answer leads to a check within 5 min, at`,
    `  most once in ${duration(PROBE.signsEveryMs / 1000)}; whether a record is lost depends on the checks.`,
    `- The DNS of a verified domain is checked about every ${duration(WATCH.everyMs / 1000)}, and every ${duration(WATCH.recheckMs / 1000)} while a record is gone or wrong, or`,
    "  SES misses one.",
    `- A record counts as lost after ${WATCH.lostAfter.checks} such checks in a row, over ${duration(WATCH.lostAfter.ms / 1000)} or more, at ${WATCH.lostAfter.servers} name servers. The domain`,
    "  then goes through all of the above again.",
    `- SES lists all identities every ${duration(WATCH.passEveryMs / 1000)}. One of which it misses a record is read at once, and its people are notified at once, with`,
    `  the time left of its ${duration(SES_GIVES_UP_AFTER_MS / 1000)}. DKIM, signing and MAIL FROM of each identity are read every ${duration(WATCH.passEveryMs / 1000)} in an account of at most`,
    `  100 domains, and every ${duration(WATCH.roundMs / 1000)} in one of more than 400; at once where a check of the DNS finds a record gone or wrong.`,
    `- An identity deleted in SES is noticed within ${duration((WATCH.unlistedMs + WATCH.everyMs) / 1000)}, and operations are notified.`,
    "",
  ];
}

function readTimes(): string {
  const times = SES_READS.afterMs.map((after) => duration(after / 1000));
  return `${times.slice(0, -1).join(", ")} and ${times.at(-1)}`;
}

/** Joins equal waits that follow each other into one entry. */
function waits(seconds: readonly number[]): string {
  const runs: { seconds: number; times: number }[] = [];
  for (const one of seconds) {
    const last = runs.at(-1);
    if (last?.seconds === one) last.times += 1;
    else runs.push({ seconds: one, times: 1 });
  }
  const first = runs
    .slice(0, -1)
    .map((run) => `${run.times > 1 ? `${run.times} × ` : ""}${duration(run.seconds)}`);
  return [...first, `then every ${duration(seconds.at(-1) ?? 0)}`].join(", ");
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`;
}

function days(list: readonly number[]): string {
  return `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`;
}

if (import.meta.main) writeFileSync(FILE, scheduleDocument());
