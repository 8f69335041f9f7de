import * as z from "zod";
import type { RequiredRecord } from "#core/records/required-records";
import { AWAITING } from "./lifecycle.ts";
import type { Onboarding } from "./onboarding.ts";
import { recordsRequiredForSending } from "./required-for-sending.ts";
import { hashOf, PROBE, SES_READS } from "./schedule.ts";

/** One required record with the result of the last check, in the short form of an index entry. */
const probedRecord = z.object({
  name: z.string(),
  type: z.enum(["CNAME", "MX", "TXT"]),
  value: z.string(),
  /** True if all name servers held the right record. */
  right: z.boolean(),
  /** The fingerprints of all values that at least one name server held. */
  seen: z.array(z.number().int()),
});

/** One required record with the result of the last check. */
export type ProbedRecord = z.infer<typeof probedRecord>;

/** The facts about a domain that the prober needs. The index contains them, so that a probe reads no item. */
export const probePlan = z.object({
  domain: z.string(),
  /** When a person last acted. */
  since: z.number().int(),
  /** A name server of the domain; absent before the first check. */
  nameServer: z.string().optional(),
  records: z.array(probedRecord),
  /** Since when only SES is awaited. */
  sesSince: z.number().int().optional(),
});

/** The facts about a domain that the prober needs. */
export type ProbePlan = z.infer<typeof probePlan>;

/** The attributes that put an item into the index `probes`. */
export interface ProbeAttributes {
  /** The part of the index; each part is read completely. */
  readonly probes: string;
  readonly probe: ProbePlan;
}

/** A check stores fewer values than this. */
const MOST_SEEN = 8;
/** A check stores at least this many characters of a long value. */
const COMPARED = 200;

/** Returns the probe plan of an onboarding. */
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

/** Returns the attributes for the index; `undefined` if nothing is awaited from DNS. */
export function probeAttributes(current: Onboarding): ProbeAttributes | undefined {
  const { status, signals, records, onboardingId, lastCheck, createdAt } = current;
  if (!AWAITING.includes(status) || signals.cancelledAt !== undefined || records.length === 0)
    return undefined;
  const probe = probePlanOf(current);
  const isFresh = (lastCheck?.at ?? createdAt) < probe.since + PROBE.oftenForMs;
  const part = probe.sesSince === undefined ? WAITING : SES_AWAITED;
  return { probes: isFresh ? part : slowPart(phaseOf(onboardingId, PROBE.slowlyEveryMs)), probe };
}

/**
 * Returns the plan for a probe while somebody waits at the page. `undefined` if nobody acted recently, if a
 * mistake has to be corrected, or if all records are right.
 */
export function awaitedProbe(current: Onboarding, now: number): ProbePlan | undefined {
  const { confirmedAt = 0, checkRequestedAt = 0 } = current.signals;
  if (now >= Math.max(confirmedAt, checkRequestedAt) + PROBE.awaited.forMs) return undefined;
  // A person who knows of a mistake corrects it first and then asks again.
  if (current.schedule.awaited === "hasErrors") return undefined;
  const plan = probeAttributes(current)?.probe;
  return plan?.records.every(({ right }) => right) === true ? undefined : plan;
}

/** The part of the index that every run reads. */
const WAITING = "waiting";

/** The part for onboardings whose records are all right. Every run reads it, and so do the reads of SES. */
export const SES_AWAITED = "ses";

/** Returns the parts of the index that the run at this time reads. */
export function partsAt(now: number): readonly string[] {
  const minute = minuteOf(now);
  const watched = watchedPart(minute % (PROBE.watchedEveryMs / PROBE.everyMs));
  return [WAITING, SES_AWAITED, slowPart(minute % (PROBE.slowlyEveryMs / PROBE.everyMs)), watched];
}

/** Returns the part of the index for a verified domain. */
export function watchedPartOf(id: string): string {
  return watchedPart(phaseOf(id, PROBE.watchedEveryMs));
}

/** True if the run at this time probes an entry. This depends only on the onboarding and the time. */
export function isProbeDue(part: string, id: string, { since }: ProbePlan, now: number): boolean {
  if ((part !== WAITING && part !== SES_AWAITED) || now < since + PROBE.oftenForMs) return true;
  return minuteOf(now) % (PROBE.slowlyEveryMs / PROBE.everyMs) === phaseOf(id, PROBE.slowlyEveryMs);
}

/**
 * True if the run at this time reports progress, so that a customer who saves several records one after the
 * other causes only one check.
 */
export function isProgressTaken(id: string, now: number): boolean {
  return minuteOf(now) % (PROBE.progressEveryMs / PROBE.everyMs) === phaseOf(id, PROBE.progressEveryMs);
}

/**
 * True if the run at this time reads SES. This depends only on the onboarding and the time, so reads need not
 * be stored.
 */
export function isSesReadDue({ sesSince }: ProbePlan, now: number): boolean {
  if (sesSince === undefined) return false;
  const run = (at: number): number => Math.floor(at / SES_READS.everyMs);
  return SES_READS.afterMs.some((after) => run(sesSince + after) === run(now));
}

/** Returns the number of the run at this time. */
export function minuteOf(now: number): number {
  return Math.floor(now / PROBE.everyMs);
}

/** Returns a short hash of a value. */
export function fingerprint(value: string): number {
  return hashOf(value.slice(0, COMPARED));
}

/** True if so many values were observed that the check may not have stored all of them. */
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
