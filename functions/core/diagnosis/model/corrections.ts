import type { RecordType } from "#core/dns/observation";
import { exchangeOf, hostIn } from "#core/dns/record-names";
import { isRightRecord } from "#core/dns/record-state";
import { isAtOrBelow, isBelow } from "#core/names/domain-name";
import type { Correction, Edit, Reason } from "#core/records/correction";
import { listAbove } from "./delegation.ts";
import type { DiagnosisContext, ExaminedRecord } from "./diagnosis-context.ts";
import { wildcardName } from "./questions.ts";

/** An existing record: its value as answered, an MX with its preference. */
export interface HeldRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** RFC 8767 §4: resolvers cap TTLs at about a week, however long the TTL is. */
const LONGEST_CACHED_SECONDS = 7 * 86_400;
/** The TTL of required records: short enough to correct a mistake the same day. */
const TTL = 3600;

/** Adds the required record, one edit for each of its values. */
export function addition(examined: ExaminedRecord, because: Reason): readonly Edit[] {
  return examined.record.values.map((value) => addedValue(examined, value, because));
}

/**
 * Places the required record at its name. A CNAME must be alone (RFC 1034 §3.6.2), so conflicting records are
 * removed first.
 */
export function placing(
  examined: ExaminedRecord,
  context: DiagnosisContext,
  because: Reason,
): readonly Edit[] {
  return [
    ...inTheWayOf(examined, context).map((held) => removal(held, context, "cname-stands-alone")),
    ...addition(examined, because),
  ];
}

/** Returns the other records at the name of a required CNAME, except those that come from a wildcard. */
function inTheWayOf(
  { record: { name, type } }: ExaminedRecord,
  { seen, registrable }: DiagnosisContext,
): readonly HeldRecord[] {
  if (type !== "CNAME") return [];
  return (["TXT", "A", "AAAA"] as const).flatMap((other) => {
    // If a CNAME was followed, the answer belongs to another name.
    if ((seen.of(name, other)?.aliases.length ?? 0) > 0) return [];
    const byWildcard = seen.values(wildcardName(name, registrable), other);
    const held = seen.values(name, other).filter((value) => !byWildcard.includes(value));
    return held.map((value) => ({ name, type: other, value }));
  });
}

/** Removes the delegation of a name from the zone above it. */
export function undelegation(
  name: string,
  servers: readonly string[],
  context: DiagnosisContext,
  because: Reason,
): readonly Edit[] {
  const zone = zoneAbove(name, context);
  const fields = { action: "remove", type: "NS", name, zone, hostInZone: hostIn(zone, name) } as const;
  return servers.map((value) => ({ ...fields, value, because }));
}

/** Returns the zone that delegates a name. */
export function zoneAbove(name: string, { examined, seen, registrable }: DiagnosisContext): string {
  const referring = seen.all().find(({ zone, delegatedIn }) => zone === name && delegatedIn !== undefined);
  if (referring?.delegatedIn !== undefined) return referring.delegatedIn;
  const above = examined.map(({ place }) => place.zone).filter((zone) => isBelow(name, zone));
  return above.toSorted((one, other) => other.length - one.length)[0] ?? registrable;
}

/** Adds a record that is not required. */
export function adding(held: HeldRecord, context: DiagnosisContext, because: Reason): Edit {
  return { action: "add", ...heldFields(held, context), ttl: TTL, because };
}

/** Removes a record. */
export function removal(held: HeldRecord, context: DiagnosisContext, because: Reason): Edit {
  return { action: "remove", ...heldFields(held, context), because };
}

/** Keeps a record; the edit is listed because the reader may doubt it. */
export function keeping(held: HeldRecord, context: DiagnosisContext, because: Reason): Edit {
  return { action: "keep", ...heldFields(held, context), because };
}

/** Changes the value of a record. */
export function replacement(
  held: HeldRecord,
  value: string,
  context: DiagnosisContext,
  because: Reason,
): Edit {
  const { value: previous, priority, ...fields } = heldFields(held, context);
  return {
    action: "replace",
    ...fields,
    ...(priority === undefined ? {} : { priority }),
    value,
    previous,
    because,
  };
}

/** Replaces all records of this name and type with the required ones. */
export function correctionOfValues(
  examined: ExaminedRecord,
  context: DiagnosisContext,
  because: Reason,
): readonly Edit[] {
  const { record, seen } = examined;
  const { name, type } = record;
  const isMet = (wanted: string) => seen.some((held) => isRightRecord({ type, values: [wanted] }, [held]));
  const fits = (held: string) =>
    record.values.some((wanted) => isRightRecord({ type, values: [wanted] }, [held]));
  const surplus = seen.filter((held) => !fits(held));
  const unmet = record.values.filter((wanted) => !isMet(wanted));
  const replaced = surplus.slice(0, unmet.length);
  const at = (value: string): HeldRecord => ({ name, type, value });
  return [
    ...seen.filter(fits).map((value) => keeping(at(value), context, "right-already")),
    ...replaced.map((value, index) => replacement(at(value), unmet[index] ?? "", context, because)),
    ...unmet.slice(replaced.length).map((value) => addedValue(examined, value, because)),
    ...surplus.slice(replaced.length).map((value) => removal(at(value), context, because)),
  ];
}

/** Returns what to wait for after a change: caches keep the old answer for its TTL. */
export function afterEdits(
  edits: readonly Edit[],
  { seen, now }: DiagnosisContext,
): Correction["after"] | undefined {
  const changed = edits.filter(({ action }) => action !== "keep");
  if (changed.length === 0) return undefined;
  const seconds = changed.flatMap((edit) => {
    const type = edit.type as RecordType;
    const observed = seen.of(edit.name, type);
    // Resolvers cache the registrar's list of name servers, too.
    return [...(observed?.authoritative ?? []), ...listAbove(type, observed)].flatMap(({ answer }) =>
      answer.kind === "records" ? [answer.ttl] : answer.kind === "absent" ? [answer.negativeTtl] : [],
    );
  });
  if (seconds.length === 0) return { waitFor: "name-servers" };
  const longest = Math.min(Math.max(...seconds), LONGEST_CACHED_SECONDS);
  return { waitFor: "resolver-caches", until: now + longest * 1000 };
}

/** Returns the zone of a name, as far as the observations show it. */
function zoneOf(name: string, { seen, examined, registrable }: DiagnosisContext): string {
  const observed = seen.all().find((one) => one.name === name && one.aliases.length === 0)?.zone;
  const zones = examined.map(({ place }) => place.zone).filter((zone) => isAtOrBelow(name, zone));
  return observed ?? zones.toSorted((one, other) => other.length - one.length)[0] ?? registrable;
}

function addedValue({ record, place }: ExaminedRecord, value: string, because: Reason): Edit {
  const { name, type, priority = 10 } = record;
  const mx = type === "MX" ? { priority } : {};
  return {
    action: "add",
    type,
    name,
    zone: place.zone,
    hostInZone: place.host,
    value,
    ...mx,
    ttl: TTL,
    because,
  };
}

function heldFields(
  { name, type, value }: HeldRecord,
  context: DiagnosisContext,
): Pick<Edit, "type" | "name" | "zone" | "hostInZone" | "value" | "priority"> {
  const zone = zoneOf(name, context);
  const fields = { type, name, zone, hostInZone: hostIn(zone, name) };
  const preference = type === "MX" ? /^(\d+) /.exec(value)?.[1] : undefined;
  return preference === undefined
    ? { ...fields, value }
    : { ...fields, value: exchangeOf(value), priority: Number(preference) };
}
