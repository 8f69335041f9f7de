import { eventKey, openEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { EXPIRY_MS } from "#core/onboarding/schedule";
import { stageBegun, stageKey } from "#core/onboarding/stage";
import { requiredRecords } from "#core/records/required-records";
import { countHistory } from "#core/report/count-history";
import { type DayFigures, type Figures, sum } from "#core/report/figures";
import { historyOf } from "#core/report/history";
import { entriesOf } from "#core/search/entries";
import type { Item } from "#core/table";
import { type Random, randomOf } from "../random.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The onboardings of the population are opened in this period, which ends at `END`. */
const PERIOD_DAYS = 90;

/** The time at which the console is opened. */
export const END = Date.UTC(2026, 10, 30, 9);

const FATES = [
  { fate: "ready", share: 75 },
  { fate: "expired", share: 8 },
  { fate: "cancelled", share: 4 },
  { fate: "records_issued", share: 10 },
  { fate: "confirmed", share: 2 },
  { fate: "failed", share: 0.5 },
  { fate: "held", share: 0.5 },
] as const;

const NAME_SERVERS = [
  { names: ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"], share: 40 },
  { names: ["ns1.domaincontrol.com", "ns2.domaincontrol.com"], share: 25 },
  { names: ["ns1.hosting.example"], share: 35 },
] as const;

/** One onboarding with all of its items in the table. */
export interface Inhabitant {
  readonly onboarding: Onboarding;
  readonly items: readonly Item[];
  readonly figures: DayFigures;
}

/**
 * Makes an onboarding with a history and search entries; the same number always gives the same onboarding.
 */
export function inhabitant(number: number, seed: number): Inhabitant {
  const random = randomOf(seed, number);
  const onboarding = onboardingOf(number, random);
  const history = historyItems(onboarding, random);
  const entries = entriesOf(onboarding, historyOf(history)).map((key) => ({ ...key, version: 1 }));
  const own = { pk: onboarding.onboardingId, sk: "onboarding", listed: "onboarding", ...onboarding };
  return { onboarding, items: [own, ...history, ...entries], figures: countHistory(historyOf(history)) };
}

/** Adds up the figures of many onboardings by day, in their stored form. */
export function figureItems(all: Iterable<DayFigures>): Item[] {
  const days = new Map<string, Figures>();
  for (const figures of all)
    for (const [day, more] of Object.entries(figures)) days.set(day, sum([days.get(day) ?? {}, more]));
  return [...days].map(([sk, figures]) => ({ pk: "figures", sk, version: 1, figures }));
}

function onboardingOf(number: number, random: Random): Onboarding {
  const name = `customer-${number}`;
  const createdAt = END - Math.floor(random.between(0, PERIOD_DAYS) * DAY_MS);
  const identity = `${name}.example`;
  const { fate: status } = random.pick(FATES);
  return {
    ...{ onboardingId: idOf(createdAt, number), version: 3, status, attempt: 1, source: "generic" },
    ...{ ticket: String(100_000 + number), project: name, owner: name, requester: `dns@${identity}` },
    ...{ fromAddresses: [`news@${identity}`], identity, mailFrom: `email.${identity}`, createdAt },
    ...{ expiresAt: createdAt + EXPIRY_MS, linkVersion: 1, recordsVersion: 1, notifiedRecordsVersion: 1 },
    records: requiredRecords({
      ...{ identity, mailFrom: `email.${identity}`, region: "eu-west-1" },
      dkimTokens: ["a", "b", "c"].map((letter) => letter.repeat(32)),
      signingHostedZone: "dkim.amazonses.com",
    }),
    ...{ signals: { count: 0, seen: 0 }, ses: { reads: 0 } },
    schedule: { awaited: "notConfirmed", tries: 0, nextCheckAt: END },
    snapshot: {
      ...{ at: createdAt, mx: [], spf: [], providers: [], senders: [], receiveNoMail: [] },
      nameServers: [...random.pick(NAME_SERVERS).names],
    },
    ...(status === "failed" && { failedFrom: "confirmed" as const, failedAt: createdAt + HOUR_MS }),
    ...(status === "held" && { held: { for: "requester" as const, since: createdAt } }),
  };
}

/** Makes its events and stages: the request, the notifications and the result. */
function historyItems(after: Onboarding, random: Random): Item[] {
  const { onboardingId, createdAt, status } = after;
  const first = { ...after, status: status === "held" ? status : ("requested" as const) };
  const told = { ...after, status: "records_issued" as const };
  const toldAt = createdAt + 60_000;
  const endAt = Math.min(END, toldAt + Math.floor(random.logNormal(8, 1.5) * HOUR_MS));
  const steps =
    status === "held"
      ? [{ at: createdAt, state: first, type: "held" as const }]
      : [
          { at: createdAt, state: first, type: "requested" as const },
          { at: toldAt, state: told, type: "records_issued" as const },
          { at: endAt, state: after, type: "check_asked" as const },
        ];
  return steps.flatMap(({ at, state, type }, index) => {
    const stage = stageBegun(steps[index - 1]?.state, state, at);
    return [
      { ...eventKey(onboardingId, index + 1), ...openEvent(after, { type, at, by: "sendworthy" }) },
      ...(stage === undefined ? [] : [{ ...stageKey(onboardingId, index + 1), ...stage }]),
    ];
  });
}

/** Ids sort by time, as ULIDs do. */
function idOf(createdAt: number, number: number): string {
  return `onb_${String(createdAt).padStart(16, "0")}${String(number).padStart(10, "0")}`;
}
