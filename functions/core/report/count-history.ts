import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import { utcDay } from "#core/names/utc-time";
import type { EventType } from "#core/onboarding/event-types";
import type { Status } from "#core/onboarding/lifecycle";
import type { Stage } from "#core/onboarding/stage";
import { roundedMinutes } from "./durations.ts";
import { type DayFigures, sum } from "./figures.ts";
import type { History } from "./history.ts";

/** A number that is added to a figure of one day. */
interface Count {
  readonly at: number;
  readonly name: string;
  readonly by: number;
}

/** A completed stage. */
type Ended = Stage & { readonly endedAt: number };

/**
 * The party to which the time of a stage counts. While no party is awaited, the next step is Sendworthy's.
 */
export const WHOSE_TIME = {
  customer: "customer",
  dns: "caches",
  ses: "amazon",
  operator: "us",
  nobody: "us",
} as const satisfies Record<Stage["awaits"], string>;

/** The steps from ticket to ready, each with the statuses that show it was reached. */
export const STEPS = {
  opened: ["held", "requested", "records_issued", "confirmed", "verified", "configured", "ready"],
  approved: ["requested", "records_issued", "confirmed", "verified", "configured", "ready"],
  records_issued: ["records_issued", "confirmed", "verified", "configured", "ready"],
  verified: ["verified", "configured", "ready"],
  ready: ["ready"],
} as const satisfies Record<string, readonly Status[]>;

/** Stands for every DNS host that is not known. */
export const OTHER_HOST = "other";

const DAY_MS = 24 * 60 * 60 * 1000;

const REMINDERS: readonly EventType[] = ["reminded", "expiry_near"];
const ENDINGS = ["expired", "cancelled", "failed"] as const;

/**
 * Returns one onboarding's contribution to the figures of each day; it follows only from recorded events and
 * stages.
 */
export function countHistory(history: History): DayFigures {
  const { stages } = history;
  const counts = [
    ...stepCounts(stages),
    ...readyCounts(history),
    ...endingCounts(stages),
    ...findingCounts(ended(stages)),
    ...incidentCounts(stages),
    ...eventCounts(history),
    ...queueCounts(stages),
    ...oneClickCounts(stages),
  ];
  const days = Map.groupBy(counts, ({ at }) => utcDay(at));
  return Object.fromEntries(
    [...days].map(([day, all]) => [day, sum(all.map(({ name, by }) => ({ [name]: by })))]),
  );
}

function count(at: number, name: string, by = 1): Count {
  return { at, name, by };
}

/**
 * Returns all stages but the last, each with its end. Two changes at nearly the same time may be recorded out
 * of order.
 */
function ended(stages: readonly Stage[]): Ended[] {
  return stages.flatMap((one, index) => {
    const next = stages[index + 1];
    return next === undefined ? [] : [{ ...one, endedAt: Math.max(one.at, next.at) }];
  });
}

function lengthOf({ at, endedAt }: Ended): number {
  return endedAt - at;
}

/**
 * Counts each step on the day of the ticket, so that the funnel follows onboardings that started together.
 */
function stepCounts(stages: readonly Stage[]): Count[] {
  const [first] = stages;
  if (first === undefined) return [];
  return Object.entries(STEPS).flatMap(([step, statuses]: [string, readonly Status[]]) =>
    stages.some(({ status }) => statuses.includes(status)) ? [count(first.at, `step/${step}`)] : [],
  );
}

function readyCounts({ events, stages }: History): Count[] {
  const [first] = stages;
  const ready = stages.findIndex(({ status }) => status === "ready");
  const at = stages[ready]?.at;
  if (first === undefined || at === undefined) return [];
  const before = ended(stages).slice(0, ready);
  const isAided =
    before.some(({ isMuted, isCommented }) => isMuted || isCommented) ||
    events.some((event) => event.at <= at && event.by.startsWith("operator:"));
  return [
    count(at, "ready"),
    ...(isAided ? [] : [count(at, "unaided")]),
    count(at, `readyIn/${roundedMinutes(at - first.at)}`),
    ...Object.entries(timeByParty(before)).flatMap(([party, ms]) => [
      count(at, `readyIn.${party}/${roundedMinutes(ms)}`),
      count(at, `spent/${party}`, seconds(ms)),
    ]),
  ];
}

/**
 * Counts a time for every party, even zero, so that a median covers all onboardings and not only those that
 * waited.
 */
function timeByParty(stages: readonly Ended[]): Record<string, number> {
  const times: Record<string, number> = Object.fromEntries(
    Object.values(WHOSE_TIME).map((party) => [party, 0]),
  );
  for (const one of stages) {
    const party = WHOSE_TIME[one.awaits];
    times[party] = (times[party] ?? 0) + lengthOf(one);
  }
  return times;
}

function endingCounts(stages: readonly Stage[]): Count[] {
  return stages.flatMap(({ at, status }, index) => {
    const ending = ENDINGS.find((one) => one === status);
    const isNew = stages[index - 1]?.status !== status;
    return ending !== undefined && isNew ? [count(at, ending)] : [];
  });
}

/**
 * Counts the time during which the customer was awaited with this mistake in DNS, on the day on which that
 * time ended.
 */
function findingCounts(stages: readonly Ended[]): Count[] {
  return stages.flatMap((one) => {
    const time = seconds(lengthOf(one));
    if (one.awaits !== "customer" || time === 0) return [];
    const host = dnsHostOf(one.nameServers)?.name ?? OTHER_HOST;
    const codes = one.findings
      .filter(({ severity }) => severity === "blocking" || severity === "urgent")
      .map(({ code }) => code);
    return [...new Set(codes)].map((code) => count(one.endedAt, `finding/${code}/${host}`, time));
  });
}

function incidentCounts(stages: readonly Stage[]): Count[] {
  let since: number | undefined;
  return stages.flatMap((one, index) => {
    const before = stages[index - 1];
    const isTroubled = one.incident.length > 0;
    const begins = isTroubled && since === undefined;
    const ends = since !== undefined && !isTroubled && one.status === "ready";
    const began = since;
    if (begins) since = one.at;
    if (ends) since = undefined;
    return [
      ...(begins ? one.incident.map((by) => count(one.at, `noticed/${by}`)) : []),
      ...(isTroubled && before?.status === "ready" && one.status !== "ready" ? [count(one.at, "lost")] : []),
      ...(ends && began !== undefined ? [count(one.at, `repairedIn/${roundedMinutes(one.at - began)}`)] : []),
    ];
  });
}

function eventCounts({ events }: History): Count[] {
  return events.flatMap(({ at, type, by }) => [
    ...(REMINDERS.includes(type) ? [count(at, "reminder")] : []),
    ...(by.startsWith("operator:") ? [count(at, `intervention/${type}`)] : []),
  ]);
}

/** Counts how long an identity waited for its SES slot. */
function queueCounts(stages: readonly Stage[]): Count[] {
  const from = stages.findIndex(({ status }) => status === "requested");
  const next = stages.slice(from).find(({ status }) => status !== "requested");
  const since = stages[from]?.at;
  return since !== undefined && next?.status === "records_issued"
    ? [count(next.at, `sesQueue/${roundedMinutes(next.at - since)}`)]
    : [];
}

/**
 * Counts the first offer, the first click, and the first check within a day of the click that found every
 * record right.
 */
function oneClickCounts(stages: readonly Stage[]): Count[] {
  const offered = stages.find(({ oneClick }) => oneClick !== "none");
  const used = stages.find(({ oneClick }) => oneClick === "used");
  const succeeded = stages.find(
    ({ at, records }) =>
      used !== undefined &&
      at > used.at &&
      at - used.at <= DAY_MS &&
      records.length > 0 &&
      records.every(({ state }) => state === "right"),
  );
  return Object.entries({ offered, used, succeeded }).flatMap(([name, stage]) =>
    stage === undefined ? [] : [count(stage.at, `oneClick/${name}`)],
  );
}

function seconds(ms: number): number {
  return Math.round(ms / 1000);
}
