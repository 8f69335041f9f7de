import type { Mailer } from "#core/notices/channels";
import { renderMessage } from "#core/notices/messages/message";
import { reportOf } from "#core/report/report";
import { readAttention } from "#core/search/attention";
import { readFigures } from "#core/search/index-onboarding";
import type { Partitions, Table, Trail } from "#core/table";
import { isUnsent, sentReports, sentReportsKey, withSending } from "#core/weekly/sent-reports";
import { type Week, weekBefore, weekToReport } from "#core/weekly/week";
import { weekMail } from "#core/weekly/week-mail";
import type { ScheduledEvent } from "#platform/triggers/scheduled-event";

/** The dependencies of the weekly mail. */
export interface MailWeekDeps {
  readonly table: Table;
  readonly trail: Trail;
  readonly partitions: Partitions;
  readonly mailer: Mailer;
  readonly senderAddress: string;
  /** The address at which operators sign in to the console, if they can. */
  readonly consoleUrl: string | undefined;
  /** Returns the addresses in the configuration. */
  recipients(): Promise<readonly string[]>;
  reportFailure(week: string, error: unknown): void;
}

/** Mails the last week's numbers once to each address in the configuration. */
export async function mailWeek({ time: now }: ScheduledEvent, deps: MailWeekDeps): Promise<{ sent: number }> {
  const week = weekToReport(now);
  const recipients = await deps.recipients();
  const memory = recipients.length === 0 ? undefined : await readMemory(week, deps);
  const unsent = recipients.filter((one) => memory !== undefined && isUnsent(memory, one, now));
  if (unsent.length === 0) return { sent: 0 };
  const message = renderMessage(weekMail(await gather(week, now, deps), deps.consoleUrl));
  let sent = 0;
  for (const to of unsent) {
    try {
      if (await sendOnce(to, week, message, { now, deps })) sent += 1;
    } catch (error) {
      // The next run tries again.
      deps.reportFailure(week.from, error);
    }
  }
  return { sent };
}

async function gather(week: Week, now: number, deps: MailWeekDeps) {
  const earlier = weekBefore(week.from);
  const figures = await readFigures(deps.partitions, earlier.from, week.to);
  return {
    now,
    report: reportOf(figures, week.from, week.to),
    before: reportOf(figures, earlier.from, earlier.to),
    sections: await readAttention(now, deps),
  };
}

/** Sends the mail to one address, unless another run is doing so. */
async function sendOnce(
  to: string,
  week: Week,
  message: ReturnType<typeof renderMessage>,
  { now, deps }: { readonly now: number; readonly deps: MailWeekDeps },
): Promise<boolean> {
  const before = await readMemory(week, deps);
  if (!isUnsent(before, to, now) || !(await remember(to, week, { now, isSent: false }, deps))) return false;
  const noticeId = `weekly-report/${week.from}`;
  await deps.mailer.send({
    ...{ noticeId, to, ...message, automatic: true },
    thread: `<weekly-report-${week.from}@${deps.senderAddress.replace(/^.*@/, "")}>`,
  });
  await remember(to, week, { now, isSent: true }, deps);
  return true;
}

async function remember(
  to: string,
  week: Week,
  state: Parameters<typeof withSending>[2],
  { table }: MailWeekDeps,
): Promise<boolean> {
  const before = await readMemory(week, { table });
  const item = { ...sentReportsKey(week.from), ...withSending(before, to, state) };
  return table.commit([{ item, expectedVersion: before.version === 0 ? undefined : before.version }]);
}

async function readMemory({ from }: Week, { table }: { readonly table: Pick<Table, "get"> }) {
  const item = await table.get(sentReportsKey(from));
  return item === undefined ? { version: 0, recipients: {} } : sentReports.parse(item);
}
