import { type Block, type MessageTemplate, paragraph } from "#core/notices/messages/block";
import type { Report } from "#core/report/report";
import { textsIn } from "#core/words/texts";
import { type WeekFacts, worthDoing } from "./worth-doing.ts";

const { text, language } = textsIn("en");

/**
 * Builds the mail about a week; operators read English. `consoleUrl` is the address of the operators' pages,
 * if people sign in there.
 */
export function weekMail(facts: WeekFacts, consoleUrl?: string): MessageTemplate {
  const { report, before } = facts;
  const { from, to } = report;
  const { ready, lost } = report.totals;
  const todo = worthDoing(facts);
  const blocks: Block[] = [
    { kind: "headline", text: text("operators.week.headline", { from, to }) },
    paragraph(text(todo.length === 0 ? "operators.week.nothing" : "operators.week.first")),
    ...(todo.length === 0 ? [] : [{ kind: "list", items: todo } as const]),
    ...(consoleUrl === undefined ? [] : [openConsole(consoleUrl)]),
    paragraph(text("operators.week.numbers")),
    { kind: "list", items: numberLines(report, before) },
    consoleUrl === undefined
      ? paragraph(text("operators.week.more", { from, to }))
      : {
          kind: "link",
          label: text("operators.week.all-numbers"),
          url: `${consoleUrl}/report?from=${from}&to=${to}`,
        },
  ];
  return { language, subject: text("operators.week.subject", { ready, lost: String(lost), from }), blocks };
}

function openConsole(url: string): Block {
  return { kind: "link", label: text("operators.week.open"), url, isMain: true };
}

/** Writes each number with that of the week before. */
function numberLines(report: Report, before: Report): string[] {
  const pairs: ReadonlyArray<readonly [name: string, show: (one: Report) => string]> = [
    [text("operators.pages.report.opened"), ({ totals }) => String(totals.opened)],
    [text("operators.pages.report.ready"), ({ totals }) => String(totals.ready)],
    [text("operators.pages.report.expired"), ({ totals }) => String(totals.expired)],
    [text("operators.pages.report.failed"), ({ totals }) => String(totals.failed)],
    [text("operators.pages.report.lost"), ({ totals }) => String(totals.lost)],
    [text("operators.pages.report.time-to-ready"), ({ timeToReady }) => hoursOf(timeToReady.median)],
    [text("operators.pages.report.time-to-ready-p90"), ({ timeToReady }) => hoursOf(timeToReady.p90)],
    [text("operators.pages.report.unaided"), ({ unaided }) => shareOf(unaided.share)],
    [text("operators.pages.report.reminders"), ({ reminders }) => String(reminders)],
    [text("operators.pages.report.interventions"), ({ interventions }) => String(total(interventions))],
    [text("operators.pages.report.ses-queue"), ({ sesQueue }) => hoursOf(sesQueue.p90)],
  ];
  return pairs.map(([name, show]) =>
    text("operators.week.line", { name, value: show(report), before: show(before) }),
  );
}

function total(all: Report["interventions"]): number {
  return all.reduce((sum, { count }) => sum + count, 0);
}

/** Formats minutes as hours with one decimal, or as minutes if they are few. */
function hoursOf(minutes: number | null): string {
  if (minutes === null) return "–";
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 6) / 10} h`;
}

function shareOf(share: number | null): string {
  return share === null ? "–" : `${Math.round(share * 100)} %`;
}
