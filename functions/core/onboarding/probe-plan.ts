import * as z from "zod";
import type { RequiredRecord } from "#core/records/required-records";
import { AWAITING } from "./lifecycle.ts";
import type { Onboarding } from "./onboarding.ts";
import { recordsRequiredForSending } from "./required-for-sending.ts";
import { hashOf, PROBE, SES_READS } from "./schedule.ts";

/** One required record, and what the last check saw of it, as short as an index entry needs it. */
const probedRecord = z.object({
  name: z.string(),
  type: z.enum(["CNAME", "MX", "TXT"]),
  value: z.string(),
  /** True if every name server held the right record. */
  right: z.boolean(),
  /** The fingerprints of all values that any name server held. */
  seen: z.array(z.number().int()),
});

/** One required record, and what the last check saw of it. */
export type ProbedRecord = z.infer<typeof probedRecord>;

/** What the prober has to know of a domain: the index holds it, so that a probe reads no item. */
export const probePlan = z.object({
  domain: z.string(),
  /** When somebody last acted. */
  since: z.number().int(),
  /** A name server of the domain; absent before the first check. */
  nameServer: z.string().optional(),
  records: z.array(probedRecord),
  /** When SES began to be all that is awaited. */
  sesSince: z.number().int().optional(),
});

/** What the prober has to know of a domain. */
export type ProbePlan = z.infer<typeof probePlan>;

/** The attributes of an item that put it into the index `probes`. */
export interface ProbeAttributes {
  /** The part of the index, which is read whole. */
  readonly probes: string;
  readonly probe: ProbePlan;
}

/** More values than a check keeps. */
const MOST_SEEN = 8;
/** A check keeps at least the beginning of a long value. */
const COMPARED = 200;

/** The plan of an onboarding. */
export function probePlanOf(current: Onboarding): ProbePlan {
  const { identity, createdAt, signals, incident, lastCheck } = current;
  const { confirmedAt = 0, checkRequestedAt = 0, lastMessageAt = 0 } = signals;
  const records = recordsRequiredForSending(current, current.records, (record) => record);
  const nameServer = lastCheck?.records.flatMap(({ place }) => place?.nameServers ?? [])[0];
  return {
    domain: identity,
    since: Math.max(createdAt, confirmedAt, checkRequestedAt, lastMessageAt, incident?.lostAt ?? 0),
    ...(nameServer !== undefined && { nameServer }),
    records: records.map((record) => probedOf(record, current)),
    ...sesAwaitedSince(current),
  };
}

/** The attributes of the index; none if nothing is awaited from DNS. */
export function probeAttributes(current: Onboarding): ProbeAttributes | undefined {
  const { status, signals, records, onboardingId, lastCheck, createdAt } = current;
  if (!AWAITING.includes(status) || signals.cancelledAt !== undefined || records.length === 0)
    return undefined;
  const probe = probePlanOf(current);
  const isFresh = (lastCheck?.at ?? createdAt) < probe.since + PROBE.oftenForMs;
  const part = probe.sesSince === undefined ? WAITING : SES_AWAITED;
  return { probes: isFresh ? part : slowPart(phaseOf(onboardingId, PROBE.slowlyEveryMs)), probe };
}

/** The plan to probe while somebody waits at the page; none if nobody acted of late, has a mistake to correct, or has all records right. */
export function awaitedProbe(current: Onboarding, now: number): ProbePlan | undefined {
  const { confirmedAt = 0, checkRequestedAt = 0 } = current.signals;
  if (now >= Math.max(confirmedAt, checkRequestedAt) + PROBE.awaited.forMs) return undefined;
  // Who knows of a mistake corrects it first, and asks again.
  if (current.schedule.awaited === "hasErrors") return undefined;
  const plan = probeAttributes(current)?.probe;
  return plan?.records.every(({ right }) => right) === true ? undefined : plan;
}

/** The part of the index that is read in every run. */
const WAITING = "waiting";

/** The part of those whose records are all right: it is read in every run as well, and by the reads of SES. */
export const SES_AWAITED = "ses";

/** The parts of the index that are read in the run at this time. */
export function partsAt(now: number): readonly string[] {
  const minute = minuteOf(now);
  const watched = watchedPart(minute % (PROBE.watchedEveryMs / PROBE.everyMs));
  return [WAITING, SES_AWAITED, slowPart(minute % (PROBE.slowlyEveryMs / PROBE.everyMs)), watched];
}

/** The part of the index that holds a verified domain. */
export function watchedPartOf(id: string): string {
  return watchedPart(phaseOf(id, PROBE.watchedEveryMs));
}

/** True if an entry of a part is probed in the run at this time: a function of the onboarding and the time alone. */
export function isProbeDue(part: string, id: string, { since }: ProbePlan, now: number): boolean {
  if ((part !== WAITING && part !== SES_AWAITED) || now < since + PROBE.oftenForMs) return true;
  return minuteOf(now) % (PROBE.slowlyEveryMs / PROBE.everyMs) === phaseOf(id, PROBE.slowlyEveryMs);
}

/** True if a run at this time takes progress in: a customer who saves one record after the other gets one check of them. */
export function isProgressTaken(id: string, now: number): boolean {
  return minuteOf(now) % (PROBE.progressEveryMs / PROBE.everyMs) === phaseOf(id, PROBE.progressEveryMs);
}

/** True if the run at this time reads SES: a function of the onboarding and the time alone, so that no read is written down. */
export function isSesReadDue({ sesSince }: ProbePlan, now: number): boolean {
  if (sesSince === undefined) return false;
  const run = (at: number): number => Math.floor(at / SES_READS.everyMs);
  return SES_READS.afterMs.some((after) => run(sesSince + after) === run(now));
}

/** The number of the run. */
export function minuteOf(now: number): number {
  return Math.floor(now / PROBE.everyMs);
}

/** The fingerprint of a value. */
export function fingerprint(value: string): number {
  return hashOf(value.slice(0, COMPARED));
}

/** True if so many values were seen that a check did not keep them all. */
export function hasManyValues({ seen }: Pick<ProbedRecord, "seen">): boolean {
  return seen.length >= MOST_SEEN;
}

function sesAwaitedSince({ lastCheck, ses }: Onboarding): Pick<ProbePlan, "sesSince"> {
  if (lastCheck === undefined || lastCheck.records.some(({ state }) => state !== "right")) return {};
  const { at, rightSince = at } = lastCheck;
  return { sesSince: Math.max(rightSince, ses.restart?.at ?? 0) };
}

function probedOf({ name, type, value }: RequiredRecord, { lastCheck }: Onboarding): ProbedRecord {
  const last = lastCheck?.records.find(({ record }) => record.name === name && record.type === type);
  return {
    name,
    type,
    value,
    right: last?.state === "right",
    seen: (last?.seen ?? []).map(fingerprint),
  };
}

function phaseOf(id: string, everyMs: number): number {
  return hashOf(id) % (everyMs / PROBE.everyMs);
}

function slowPart(phase: number): string {
  return `waiting#${phase}`;
}

function watchedPart(phase: number): string {
  return `watched#${phase}`;
}
