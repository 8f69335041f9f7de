import { mondayOf, weeksOf } from "./calendar.ts";
import { STEPS, WHOSE_TIME } from "./count-history.ts";
import { type Distribution, distributionOf } from "./durations.ts";
import { type DayFigures, type Figures, sum } from "./figures.ts";

/** The numbers that are counted for each week. */
export const WEEK_COUNTS = ["opened", "ready", "expired", "cancelled", "failed", "lost"] as const;

/** The most mistakes that a report names. */
const MOST_FINDINGS = 10;

/** A finding, with the total hours for which customers were awaited because of it. */
export interface FindingCost {
  readonly code: string;
  readonly hours: number;
  readonly hosts: ReadonlyArray<{ readonly host: string; readonly hours: number }>;
}

/** The time for which domains waited for one party until they were ready, and its share of the total time. */
export type PartyTime = Distribution & { readonly share: number | null };

/** The report of a period. Durations are minutes with two significant digits. */
export interface Report {
  readonly from: string;
  readonly to: string;
  readonly totals: Readonly<Record<(typeof WEEK_COUNTS)[number], number>>;
  readonly weeks: ReadonlyArray<{ readonly week: string } & Report["totals"]>;
  readonly timeToReady: Distribution;
  readonly timeByParty: Readonly<Record<(typeof WHOSE_TIME)[keyof typeof WHOSE_TIME], PartyTime>>;
  /** The tickets of this period, by the steps that they have reached so far. */
  readonly funnel: ReadonlyArray<{ readonly step: keyof typeof STEPS; readonly count: number }>;
  readonly findings: readonly FindingCost[];
  /** The number that became ready without an operator and without a message that a person had to read. */
  readonly unaided: { readonly count: number; readonly share: number | null };
  readonly reminders: number;
  readonly losses: {
    readonly lost: number;
    readonly noticedByDns: number;
    readonly noticedBySes: number;
    readonly timeToRepair: Distribution;
  };
  readonly interventions: ReadonlyArray<{ readonly action: string; readonly count: number }>;
  readonly sesQueue: Distribution;
  /**
   * How often automatic publication was offered, how often it was used, and how often all records were right
   * within a day.
   */
  readonly oneClick: { readonly offered: number; readonly used: number; readonly succeeded: number };
}

/** Makes the report from the figures of the days from `from` to `to`, inclusive. */
export function reportOf(days: DayFigures, from: string, to: string): Report {
  const inPeriod = Object.entries(days).filter(([day]) => day >= from && day <= to);
  const figures = sum(inPeriod.map(([, one]) => one));
  const byWeek = Map.groupBy(inPeriod, ([day]) => mondayOf(day));
  const ready = figures["ready"] ?? 0;
  const unaided = figures["unaided"] ?? 0;
  return {
    from,
    to,
    totals: countsOf(figures),
    weeks: weeksOf(from, to).map((week) => ({
      week,
      ...countsOf(sum((byWeek.get(week) ?? []).map(([, one]) => one))),
    })),
    timeToReady: distributionOf(figures, "readyIn"),
    timeByParty: timeByParty(figures),
    funnel: stepsOf(figures),
    findings: findingCosts(figures),
    unaided: { count: unaided, share: shareOf(unaided, ready) },
    reminders: figures["reminder"] ?? 0,
    losses: {
      lost: figures["lost"] ?? 0,
      noticedByDns: figures["noticed/dns"] ?? 0,
      noticedBySes: figures["noticed/ses"] ?? 0,
      timeToRepair: distributionOf(figures, "repairedIn"),
    },
    interventions: namedParts(figures, "intervention").map(([action, count]) => ({ action, count })),
    sesQueue: distributionOf(figures, "sesQueue"),
    oneClick: {
      offered: figures["oneClick/offered"] ?? 0,
      used: figures["oneClick/used"] ?? 0,
      succeeded: figures["oneClick/succeeded"] ?? 0,
    },
  };
}

function countsOf(figures: Figures): Report["totals"] {
  const { ready = 0, expired = 0, cancelled = 0, failed = 0, lost = 0 } = figures;
  return { opened: figures["step/opened"] ?? 0, ready, expired, cancelled, failed, lost };
}

function timeByParty(figures: Figures): Report["timeByParty"] {
  const parties = [...new Set(Object.values(WHOSE_TIME))];
  const total = parties.reduce((all, party) => all + (figures[`spent/${party}`] ?? 0), 0);
  const of = (party: keyof Report["timeByParty"]): PartyTime => ({
    ...distributionOf(figures, `readyIn.${party}`),
    share: shareOf(figures[`spent/${party}`] ?? 0, total),
  });
  return { customer: of("customer"), caches: of("caches"), amazon: of("amazon"), us: of("us") };
}

function stepsOf(figures: Figures): Report["funnel"] {
  const steps = Object.keys(STEPS) as Array<keyof typeof STEPS>;
  return steps.map((step) => ({ step, count: figures[`step/${step}`] ?? 0 }));
}

function findingCosts(figures: Figures): FindingCost[] {
  const parts = namedParts(figures, "finding").map(([name, time]) => {
    const slash = name.indexOf("/");
    return { code: name.slice(0, slash), host: name.slice(slash + 1), time };
  });
  const costs = [...Map.groupBy(parts, ({ code }) => code)].map(([code, all]) => ({
    code,
    hours: hours(all.reduce((total, { time }) => total + time, 0)),
    hosts: all.map(({ host, time }) => ({ host, hours: hours(time) })),
  }));
  return costs
    .toSorted((one, other) => other.hours - one.hours || (one.code < other.code ? -1 : 1))
    .slice(0, MOST_FINDINGS);
}

/** Returns the figures `<prefix>/<rest>` by their rest, the largest first. */
function namedParts(figures: Figures, prefix: string): Array<[string, number]> {
  return Object.entries(figures)
    .filter(([name]) => name.startsWith(`${prefix}/`))
    .map(([name, value]): [string, number] => [name.slice(prefix.length + 1), value])
    .toSorted(([one, many], [other, more]) => more - many || (one < other ? -1 : 1));
}

/** Converts seconds to hours with one decimal. */
function hours(seconds: number): number {
  return Math.round(seconds / 360) / 10;
}

/** Returns a share between 0 and 1 with two decimals; `null` if the whole is zero. */
function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 100) / 100;
}
