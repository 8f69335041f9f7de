import { textsIn } from "#core/words/texts";
import { htmlTemplate } from "#platform/http/html-page";
import { type ReportAnswer, report } from "./api-shapes.ts";
import { barChart, columnChart, TONES } from "./charts.ts";
import { BASE, type ConsolePage } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import { codeLabel } from "./labels.ts";
import { shownMinutes, shownShare } from "./times.ts";
import view from "./view/report.eta";

const { text } = textsIn("en");

/** A chart, and a table with the same data. */
interface Chart {
  readonly id: string;
  readonly title: string;
  readonly key: ReadonlyArray<readonly [tone: string, name: string]>;
  readonly svg: string;
  readonly headings: readonly string[];
  readonly rows: ReadonlyArray<readonly string[]>;
}

const template = htmlTemplate<{
  title: string;
  action: string;
  csv: string;
  from: string;
  to: string;
  numbers: ReadonlyArray<readonly [string, string]>;
  charts: readonly Chart[];
  labels: { from: string; to: string };
  words: typeof CONSOLE_WORDS;
}>(view);

const OPENED = text("operators.pages.report.opened");
const READY = text("operators.pages.report.ready");
const LOST = text("operators.pages.report.lost");
const COUNT = text("operators.pages.report.count");
const HOURS = text("operators.pages.report.hours");
const MEDIAN = text("operators.pages.report.median");
const P90 = text("operators.pages.report.p90");
const SHARE = text("operators.pages.report.share");

/** The names of the parties whose time is counted. */
const PARTIES: Readonly<Record<string, string>> = {
  customer: text("operators.pages.report.customer"),
  caches: text("operators.pages.report.caches"),
  amazon: text("operators.pages.report.amazon"),
  us: text("operators.pages.report.us"),
};

/** Renders the page with the numbers of a period. */
export function reportPage(body: unknown): ConsolePage {
  const answer = report.parse(body);
  const { from, to } = answer;
  const title = CONSOLE_WORDS.nav.report;
  const content = template({
    ...{ title, from, to, words: CONSOLE_WORDS, action: `${BASE}/report` },
    csv: `${BASE}/report.csv?${new URLSearchParams({ from, to })}`,
    numbers: numbersOf(answer),
    charts: [
      weekChart(answer),
      partyChart(answer),
      funnelChart(answer),
      findingChart(answer),
      lossChart(answer),
      interventionChart(answer),
      oneClickChart(answer),
      queueChart(answer),
    ],
    labels: { from: text("operators.pages.report.from"), to: text("operators.pages.report.to") },
  });
  return { title, part: "report", content };
}

function numbersOf({ totals, timeToReady, unaided, reminders, sesQueue }: ReportAnswer) {
  return [
    [OPENED, String(totals.opened)],
    [READY, String(totals.ready)],
    [text("operators.pages.report.expired"), String(totals.expired)],
    [text("operators.pages.report.failed"), String(totals.failed)],
    [LOST, String(totals.lost)],
    [text("operators.pages.report.time-to-ready"), shownMinutes(timeToReady.median)],
    [text("operators.pages.report.time-to-ready-p90"), shownMinutes(timeToReady.p90)],
    [text("operators.pages.report.unaided"), shownShare(unaided.share)],
    [text("operators.pages.report.reminders"), String(reminders)],
    [text("operators.pages.report.ses-queue"), shownMinutes(sesQueue.p90)],
  ] as const;
}

function weekChart({ weeks }: ReportAnswer): Chart {
  const title = text("operators.pages.report.weeks");
  return {
    id: "weeks",
    title,
    key: [
      [TONES[0], OPENED],
      [TONES[2], READY],
    ],
    svg: columnChart({
      title,
      places: weeks.map(({ week }) => week),
      series: [
        { tone: TONES[0], values: weeks.map(({ opened }) => opened) },
        { tone: TONES[2], values: weeks.map(({ ready }) => ready) },
      ],
    }),
    headings: [text("operators.pages.report.week"), OPENED, READY, LOST],
    rows: weeks.map(({ week, opened, ready, lost }) => [week, String(opened), String(ready), String(lost)]),
  };
}

function partyChart({ timeByParty }: ReportAnswer): Chart {
  const parties = Object.entries(timeByParty);
  const isEmpty = parties.every(([, { count }]) => count === 0);
  return bars("parties", text("operators.pages.report.parties"), {
    bars: isEmpty
      ? []
      : parties.map(([party, { share }]) => ({
          label: PARTIES[party] ?? party,
          value: share ?? 0,
          shown: shownShare(share),
        })),
    headings: [CONSOLE_WORDS.columns.awaits, SHARE, MEDIAN, P90],
    rows: parties.map(([party, { share, median, p90 }]) => [
      PARTIES[party] ?? party,
      ...[shownShare(share), shownMinutes(median), shownMinutes(p90)],
    ]),
  });
}

function funnelChart({ funnel }: ReportAnswer): Chart {
  return counted(
    "funnel",
    text("operators.pages.report.funnel"),
    COUNT,
    funnel.map(({ step, count }) => [codeLabel(step), count]),
  );
}

function findingChart({ findings }: ReportAnswer): Chart {
  const title = text("operators.pages.report.findings");
  return bars("findings", title, {
    bars: findings.map(({ code, hours }) => ({ label: codeLabel(code), value: hours, shown: String(hours) })),
    headings: [CONSOLE_WORDS.columns.finding, CONSOLE_WORDS.columns.host, HOURS],
    rows: findings.flatMap(({ code, hosts }) => hosts.map(({ host, hours }) => [code, host, String(hours)])),
  });
}

function lossChart({ losses: { lost, noticedByDns, noticedBySes, timeToRepair } }: ReportAnswer): Chart {
  const rows = [
    [LOST, lost],
    [text("operators.pages.report.noticed-dns"), noticedByDns],
    [text("operators.pages.report.noticed-ses"), noticedBySes],
    [text("operators.pages.report.repaired"), timeToRepair.count],
  ] as const;
  const chart = counted("losses", text("operators.pages.report.losses"), COUNT, rows);
  const repair = [text("operators.pages.report.repair"), shownMinutes(timeToRepair.median)];
  return { ...chart, rows: [...chart.rows, repair] };
}

function interventionChart({ interventions }: ReportAnswer): Chart {
  return counted(
    "interventions",
    text("operators.pages.report.interventions"),
    COUNT,
    interventions.map(({ action, count }) => [codeLabel(action), count]),
  );
}

function oneClickChart({ oneClick: { offered, used, succeeded } }: ReportAnswer): Chart {
  return counted("one-click", text("operators.pages.report.one-click"), COUNT, [
    [text("operators.pages.report.offered"), offered],
    [text("operators.pages.report.used"), used],
    [text("operators.pages.report.succeeded"), succeeded],
  ]);
}

/** Shows how long new identities waited for their SES slots. */
function queueChart({ sesQueue: { count, median, p90 } }: ReportAnswer): Chart {
  const title = text("operators.pages.report.queue");
  const rows = [
    [MEDIAN, median],
    [P90, p90],
  ] as const;
  return bars("queue", title, {
    bars: rows.map(([label, value]) => ({ label, value: value ?? 0, shown: shownMinutes(value) })),
    headings: [title, COUNT, text("operators.pages.report.time")],
    rows: rows.map(([label, value]) => [label, String(count), shownMinutes(value)]),
  });
}

function counted(
  id: string,
  title: string,
  heading: string,
  rows: ReadonlyArray<readonly [string, number]>,
): Chart {
  return bars(id, title, {
    bars: rows.map(([label, value]) => ({ label, value, shown: String(value) })),
    headings: [title, heading],
    rows: rows.map(([label, value]) => [label, String(value)]),
  });
}

function bars(
  id: string,
  title: string,
  {
    bars: all,
    ...table
  }: Pick<Chart, "headings" | "rows"> & { readonly bars: Parameters<typeof barChart>[1] },
): Chart {
  return { id, title, key: [], svg: barChart(title, all), ...table };
}
