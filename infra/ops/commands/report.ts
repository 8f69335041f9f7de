import * as z from "zod";
import { textsIn } from "#core/words/texts";
import { columns } from "../columns.ts";
import { type Command, noNames } from "../command.ts";
import { operatorsApi } from "../operators-api.ts";
import { rebuildFigures } from "../rebuild-figures.ts";

const { text } = textsIn("en");

const distribution = z.object({
  count: z.number(),
  median: z.number().nullable(),
  p90: z.number().nullable(),
});

const report = z.looseObject({
  from: z.string(),
  to: z.string(),
  totals: z.record(z.string(), z.number()),
  weeks: z.array(
    z.looseObject({ week: z.string(), opened: z.number(), ready: z.number(), lost: z.number() }),
  ),
  timeToReady: distribution,
  timeByParty: z.record(z.string(), distribution.extend({ share: z.number().nullable() })),
  funnel: z.array(z.object({ step: z.string(), count: z.number() })),
  findings: z.array(z.looseObject({ code: z.string(), hours: z.number() })),
  unaided: z.object({ count: z.number(), share: z.number().nullable() }),
});

type Report = z.infer<typeof report>;

/** The command `report`. */
export const reportCommand: Command = {
  summary: text("operators.report.summary"),
  usages: ["[--from DAY] [--to DAY] [--csv]", "--rebuild [--table NAME]"],
  details: [text("operators.report.days"), text("operators.report.rebuild")],
  options: {
    from: { type: "string", value: "DAY", summary: text("operators.report.from"), excludes: ["rebuild"] },
    to: { type: "string", value: "DAY", summary: text("operators.report.to"), excludes: ["rebuild"] },
    csv: { type: "boolean", summary: text("operators.report.csv"), excludes: ["rebuild", "json"] },
    rebuild: { type: "boolean", summary: text("operators.report.rebuild-option") },
    table: { type: "string", value: "NAME", summary: text("operators.report.table"), needs: "rebuild" },
  },
  async run(input) {
    noNames(input);
    if (input.isOn("rebuild")) return rebuildFigures(input);
    const api = await operatorsApi(input.target);
    const query = { from: input.text("from"), to: input.text("to") };
    if (input.isOn("csv")) {
      console.log(await api.request("GET", ["report"], { query: { ...query, format: "csv" } }));
      return 0;
    }
    const answer = report.parse(await api.request("GET", ["report"], { query }));
    console.log(input.isJson ? JSON.stringify(answer) : linesOf(answer).join("\n"));
    return 0;
  },
};

function linesOf({ from, to, totals, weeks, timeToReady, timeByParty, funnel, findings, unaided }: Report) {
  return [
    text("operators.report.period", { from, to }),
    "",
    ...columns(Object.entries(totals).map(([name, count]) => [name, String(count)])),
    "",
    ...columns([
      ["TIME", "MEDIAN", text("operators.report.within"), "SHARE"],
      [text("operators.report.to-ready"), ...durations(timeToReady), ""],
      ...Object.entries(timeByParty).map(([party, time]) => [party, ...durations(time), percent(time.share)]),
    ]),
    text("operators.report.unaided", { count: String(unaided.count), share: percent(unaided.share) }),
    "",
    ...columns([["STEP", "REACHED"], ...funnel.map(({ step, count }) => [step, String(count)])]),
    ...(findings.length === 0
      ? []
      : [
          "",
          ...columns([["MISTAKE", "HOURS"], ...findings.map(({ code, hours }) => [code, String(hours)])]),
        ]),
    "",
    ...columns([
      [text("operators.report.week"), "OPENED", "READY", "LOST"],
      ...weeks.map(({ week, ...counts }) => [week, ...countsOf(counts)]),
    ]),
  ];
}

function countsOf({ opened, ready, lost }: Readonly<Record<string, unknown>>): string[] {
  return [opened, ready, lost].map(String);
}

function durations({ median, p90 }: z.infer<typeof distribution>): string[] {
  return [durationText(median), durationText(p90)];
}

function percent(share: number | null): string {
  return share === null ? "-" : `${Math.round(share * 100)}%`;
}

function durationText(minutes: number | null): string {
  if (minutes === null) return "-";
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}
