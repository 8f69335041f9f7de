import { csvOf } from "#core/names/csv";
import { type Report, WEEK_COUNTS } from "./report.ts";

/** Writes the report as rows of section, name and value, which a spreadsheet can filter. */
export function reportCsv(report: Report): string {
  return csvOf([["section", "name", "value"], ...rowsOf(report)]);
}

type Row = readonly [string, string, number | string | null];

function rowsOf(report: Report): Row[] {
  const { from, to, weeks, timeByParty, funnel, findings, unaided, reminders, losses } = report;
  const { timeToRepair, ...lossCounts } = losses;
  return [
    ["period", "from", from],
    ["period", "to", to],
    ...WEEK_COUNTS.map((name): Row => ["total", name, report.totals[name]]),
    ...weeks.flatMap((one) => WEEK_COUNTS.map((name): Row => [`week ${one.week}`, name, one[name]])),
    ...entries("time to ready", { ...report.timeToReady }),
    ...Object.entries(timeByParty).flatMap(([party, time]) => entries(`time of ${party}`, { ...time })),
    ...funnel.map(({ step, count }): Row => ["funnel", step, count]),
    ...findings.flatMap(({ code, hosts }) =>
      hosts.map(({ host, hours }): Row => [`finding ${code}`, host, hours]),
    ),
    ...entries("unaided", unaided),
    ["reminders", "sent", reminders],
    ...entries("losses", lossCounts),
    ...entries("time to repair", { ...timeToRepair }),
    ...report.interventions.map(({ action, count }): Row => ["interventions", action, count]),
    ...entries("SES queue", { ...report.sesQueue }),
    ...entries("one click", report.oneClick),
  ];
}

function entries(section: string, values: Readonly<Record<string, number | null>>): Row[] {
  return Object.entries(values).map(([name, value]): Row => [section, name, value]);
}
