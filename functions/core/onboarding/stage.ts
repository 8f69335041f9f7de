import * as z from "zod";
import { cut } from "#core/names/cut";
import type { StoredFinding } from "#core/records/last-check";
import type { Key, Put } from "#core/table";
import { openIncident } from "./incident.ts";
import { STATUSES } from "./lifecycle.ts";
import type { Onboarding } from "./onboarding.ts";
import { PARTIES, waitingOn } from "./waiting-on.ts";

/** The most values and name servers that a stage stores, and their greatest length. */
const MOST = 3;
const LONGEST = 255;

const stageRecord = z.object({
  name: z.string(),
  type: z.string(),
  state: z.string(),
  /** The observed values, unless they were right. */
  seen: z.array(z.string()),
});

const stageFinding = z.object({ code: z.string(), severity: z.string(), record: z.string().optional() });

/** What an onboarding waits for, and the result of its last check. */
const stageView = z.object({
  status: z.enum(STATUSES),
  awaits: z.enum(PARTIES),
  records: z.array(stageRecord),
  findings: z.array(stageFinding),
  /** The name servers of the zone. */
  nameServers: z.array(z.string()),
  /** True while a person handles the onboarding. */
  isMuted: z.boolean(),
  /** True after the customer wrote a comment that a person has to read. */
  isCommented: z.boolean(),
  /** Whether automatic publication is offered, and whether it was used. */
  oneClick: z.enum(["none", "offered", "used"]).default("none"),
  /** What revealed that a verified domain stopped working. */
  incident: z.array(z.enum(["dns", "ses"])),
});

type StageView = z.infer<typeof stageView>;

/**
 * A period of an onboarding in which neither what it waits for nor the result of its checks changed; stages
 * are never modified.
 */
export const stage = stageView.extend({
  onboardingId: z.string(),
  version: z.number().int(),
  /** The beginning of the period. */
  at: z.number().int(),
});

/**
 * A period of an onboarding in which neither what it waits for nor the result of its checks changed; stages
 * are never modified.
 */
export type Stage = z.infer<typeof stage>;

/** Returns the key of a stage; stages sort by the version of the onboarding that began them. */
export function stageKey(onboardingId: string, onboardingVersion: number): Key {
  return { pk: onboardingId, sk: `stage#${String(onboardingVersion).padStart(8, "0")}` };
}

/** Returns the stage that a change begins; `undefined` if the stage stays the same. */
export function stageBegun(before: Onboarding | undefined, after: Onboarding, at: number): Stage | undefined {
  const view = viewOf(after);
  const isSame = before !== undefined && JSON.stringify(viewOf(before)) === JSON.stringify(view);
  return isSame ? undefined : { ...view, onboardingId: after.onboardingId, version: 1, at };
}

/** Returns the write of the stage that a change begins, if it begins one. */
export function stagePuts(before: Onboarding | undefined, after: Onboarding, at: number): Put[] {
  const begun = stageBegun(before, after, at);
  if (begun === undefined) return [];
  return [{ item: { ...stageKey(after.onboardingId, after.version), ...begun }, expectedVersion: undefined }];
}

/** Returns the time of a change without an event: the latest time in the onboarding. */
export function latestTime(current: Onboarding): number {
  const { createdAt, lastCheck, ses, signals, inactivity, publishClickedAt = [] } = current;
  const { cancelledAt, lastMessageAt } = signals;
  const times = [
    lastCheck?.at,
    ses.readAt,
    cancelledAt,
    lastMessageAt,
    inactivity?.since,
    ...publishClickedAt,
  ];
  return Math.max(createdAt, ...times.map((time) => time ?? 0));
}

function viewOf(current: Onboarding): StageView {
  const { status, lastCheck, mutedAt, signals } = current;
  const open = openIncident(current);
  return {
    status,
    awaits: waitingOn(current).party,
    records: (lastCheck?.records ?? []).map(({ record: { name, type }, state, seen }) => ({
      name,
      type,
      state,
      seen: state === "right" ? [] : bounded(seen),
    })),
    findings: (lastCheck?.findings ?? []).map(findingView),
    nameServers: bounded(nameServersOf(current)),
    isMuted: mutedAt !== undefined,
    isCommented: signals.lastMessageAt !== undefined,
    oneClick: oneClickOf(current),
    incident: open === undefined ? [] : noticedBy(open),
  };
}

function oneClickOf({ publication, publishClickedAt }: Onboarding): StageView["oneClick"] {
  if (publishClickedAt !== undefined) return "used";
  return publication?.isOffered === true ? "offered" : "none";
}

function noticedBy({ records, ses }: NonNullable<Onboarding["incident"]>): StageView["incident"] {
  return [...(records.length > 0 ? (["dns"] as const) : []), ...(ses.length > 0 ? (["ses"] as const) : [])];
}

function findingView({ code, severity, record }: StoredFinding): StageView["findings"][number] {
  return { code, severity, ...(record !== null && { record: record.name }) };
}

/** Returns the zone's name servers from the last check, or else from the pre-flight. */
export function nameServersOf({
  lastCheck,
  snapshot,
}: Pick<Onboarding, "lastCheck" | "snapshot">): readonly string[] {
  const place = lastCheck?.records.find((one) => one.place !== undefined)?.place;
  return place?.nameServers ?? snapshot?.nameServers ?? [];
}

/** Name servers answer in any order, so the values are sorted to compare them. */
function bounded(values: readonly string[]): string[] {
  return values
    .toSorted()
    .slice(0, MOST)
    .map((value) => cut(value, LONGEST));
}
