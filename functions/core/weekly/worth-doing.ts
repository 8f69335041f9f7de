import { openIncident } from "#core/onboarding/incident";
import type { Report } from "#core/report/report";
import type { FoundSection } from "#core/search/attention";
import { textsIn } from "#core/words/texts";

const { text } = textsIn("en");

const HOUR_MS = 60 * 60 * 1000;

/** The most items that the mail names. */
const MOST = 3;

/** The smallest drop in the share of ready tickets that the mail mentions. */
const FALL = 0.2;

/** The share of a week with fewer tickets is not meaningful. */
const LEAST_OPENED = 5;

/** The sections that are named, in this order; the first one has its own sentence. */
const SENTENCES = {
  failed: "operators.week.failed",
  held: "operators.week.held",
  desk: "operators.week.desk",
  notices: "operators.week.notices",
  decision: "operators.week.decision",
  nobodys: "operators.week.nobodys",
  "stuck-ses-week": "operators.week.stuck-ses",
  "stuck-customer-week": "operators.week.stuck-customer",
} as const;

/** The facts on which the choice depends. */
export interface WeekFacts {
  readonly now: number;
  readonly report: Report;
  readonly before: Report;
  readonly sections: readonly FoundSection[];
}

/**
 * Names up to three things to do first: what will be lost soon, what waits for operators, and what costs the
 * most time.
 */
export function worthDoing(facts: WeekFacts): string[] {
  const waiting = Object.entries(SENTENCES).flatMap(([kind, key]) => {
    const section = facts.sections.find((one) => one.kind === kind);
    const count = section?.found.length ?? 0;
    return count === 0 ? [] : [text(key, { count })];
  });
  return [...inTrouble(facts), ...waiting, ...fallenShare(facts), ...costliest(facts)].slice(0, MOST);
}

function inTrouble({ now, sections }: WeekFacts): string[] {
  const found = sections.find(({ kind }) => kind === "incident")?.found ?? [];
  if (found.length === 0) return [];
  const left = found
    .flatMap(({ current }) => openIncident(current)?.ses ?? [])
    .filter(({ givesUpAt }) => givesUpAt > now)
    .map(({ givesUpAt }) => Math.floor((givesUpAt - now) / HOUR_MS));
  const count = found.length;
  return left.length === 0
    ? [text("operators.week.incident", { count })]
    : [text("operators.week.incident-hours", { count, hours: Math.min(...left) })];
}

function fallenShare({ report, before }: WeekFacts): string[] {
  const [now, then] = [readyShare(report), readyShare(before)];
  if (now === undefined || then === undefined || now > then - FALL) return [];
  return [text("operators.week.share-fell", { share: percent(now), before: percent(then) })];
}

function readyShare({ totals: { opened, ready } }: Report): number | undefined {
  return opened < LEAST_OPENED ? undefined : ready / opened;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function costliest({ report: { findings } }: WeekFacts): string[] {
  const [first] = findings;
  const host = first?.hosts[0]?.host;
  if (first === undefined || host === undefined || first.hours === 0) return [];
  return [text("operators.week.finding", { code: first.code, host, hours: Math.round(first.hours) })];
}
