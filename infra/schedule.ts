import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  ANNOUNCED_DAYS,
  type Awaited,
  CHECK_INTERVALS,
  CHECK_NOW_EVERY_MS,
  EXPIRY_MS,
  EXTENSION_MS,
  REMINDER_DAYS,
  SES_GIVES_UP_AFTER_MS,
  SES_WRITE_AFTER_SECONDS,
  WATCH,
} from "#core/onboarding/schedule";

const FILE = join(import.meta.dirname, "../docs/schedule.md");
const DAY_MS = 86_400_000;

const AWAITED: Readonly<Record<Awaited, string>> = {
  notConfirmed: "Nobody said yet that the records are there",
  confirmed: "The customer said so, or asked for a look, and not all five records are there yet",
  hasErrors: "The customer said so, or asked for a look, and was told of a mistake",
  ses: "All five records are right, and Amazon SES has not verified them yet",
};

/** The published schedule as a document. */
export function scheduleDocument(): string {
  const rows = Object.entries(CHECK_INTERVALS).map(
    ([awaited, seconds]) => `| ${AWAITED[awaited as Awaited]} | ${waits(seconds)} |`,
  );
  return [
    "# When we look",
    "",
    "The set-up page, the status for programs and the mails all name the time of the next look. Between two looks we wait,",
    "by what is awaited:",
    "",
    "| what is awaited | time between looks, one after the other |",
    "|---|---|",
    ...rows,
    "",
    "- Each wait is up to a tenth shorter, always by the same part for the same onboarding, so that many onboardings never",
    "  fall together.",
    "- It begins anew when what is awaited changes, and whenever the customer confirms or asks for a look.",
    `- “Check again now” is honoured once in ${duration(CHECK_NOW_EVERY_MS / 1000)}; then we look at once.`,
    `- What a look at SES shows to be due there, such as to begin DKIM anew, is done ${duration(SES_WRITE_AFTER_SECONDS)} later.`,
    "- Nobody has to confirm anything: records that appear are enough.",
    "- A look at SES waits for its slot: one call a second for the whole account. Two thousand domains that become right in the",
    "  same minute are all read within 34 minutes, and each customer sees the time of theirs. The metric `SesQueueSeconds`",
    "  shows how long the queue is.",
    "",
    "## When nothing happens",
    "",
    `- After ${days(REMINDER_DAYS)} days without anything the customer is reminded of what is missing: on weekdays of their own,`,
    "  and never while only caches, silent name servers or SES are awaited. The template parameter `ReminderDays` takes others.",
    `- After ${EXPIRY_MS / DAY_MS} days it ends; that is announced ${days(ANNOUNCED_DAYS)} days before. One click then keeps it open for`,
    `  ${EXTENSION_MS / DAY_MS} more days.`,
    "- Whatever the customer does, and each record that becomes right, begins this clock anew. It rests while all five records",
    "  are right.",
    "",
    "## Once it is ready",
    "",
    `- The DNS of a verified domain is looked at about every ${duration(WATCH.everyMs / 1000)}, and every ${duration(WATCH.recheckMs / 1000)} while a record is gone or wrong, or`,
    "  SES misses one.",
    `- A record is told as lost after ${WATCH.lostAfter.looks} such looks in a row, over ${duration(WATCH.lostAfter.ms / 1000)} or more, at the word of ${WATCH.lostAfter.servers} name servers. The domain`,
    "  then goes through all of the above again.",
    `- What SES says is asked every ${duration(WATCH.passEveryMs / 1000)}: that it misses records is told at once, with what is left of its ${duration(SES_GIVES_UP_AFTER_MS / 1000)}.`,
    `- That somebody deleted the identity in SES is noticed within ${duration((WATCH.unlistedMs + WATCH.everyMs) / 1000)}, and told to operations.`,
    "",
    "This file is written by `node infra/schedule.ts` from `functions/core/onboarding/schedule.ts`.",
    "",
  ].join("\n");
}

/** The same wait several times in a row is said once. */
function waits(seconds: readonly number[]): string {
  const runs: { seconds: number; times: number }[] = [];
  for (const one of seconds) {
    const last = runs.at(-1);
    if (last?.seconds === one) last.times += 1;
    else runs.push({ seconds: one, times: 1 });
  }
  const said = runs
    .slice(0, -1)
    .map((run) => `${run.times > 1 ? `${run.times} × ` : ""}${duration(run.seconds)}`);
  return [...said, `then every ${duration(seconds.at(-1) ?? 0)}`].join(", ");
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`;
}

function days(list: readonly number[]): string {
  return `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`;
}

if (import.meta.main) writeFileSync(FILE, scheduleDocument());
