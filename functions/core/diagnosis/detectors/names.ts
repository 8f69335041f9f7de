import type { Text } from "#core/words/texts";
import { addition, correctionOfValues, placing, removal } from "../model/corrections.ts";
import type { RecordDetector } from "../model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { dnameAbove } from "../model/dname.ts";
import { onRecord } from "../model/finding.ts";
import { isIntendedValue } from "../model/is-intended-value.ts";
import type { ExpectedRecord } from "../model/subject.ts";
import { wildcardAnswer } from "../model/wildcard-answer.ts";
import { type WrongName, wrongNames } from "../model/wrong-names.ts";
import { NAME_CAUSES } from "../sentences/names.ts";
import { clicks, NOTES, whereToAdd } from "../sentences/notes.ts";

/** Finds a missing record at a name that results from a usual mistake. */
export const atWrongName: RecordDetector = (examined, context) => {
  const { record } = examined;
  if (examined.state !== "missing") return undefined;
  const isIt = (code: WrongName["code"], value: string) =>
    code === "NAME_AND_VALUE_EXCHANGED" ? value.startsWith(record.name) : isIntendedValue(record, value);
  const found = wrongNames(examined, context).find(({ name, code }) =>
    context.seen.values(name, record.type).some((value) => isIt(code, value)),
  );
  if (found === undefined) return undefined;
  const { code, name } = found;
  const held = context.seen.values(name, record.type);
  const strays = held
    .filter((value) => isIt(code, value) && !mayBelongThere(found, examined))
    .map((value) => removal({ name, type: record.type, value }, context, "wrong-name"));
  return onRecord(code, examined, context, {
    cause: causeOf(found, examined),
    edits: [...strays, ...placing(examined, context, "required")],
    notes: notesFor(found, examined),
    seen: held.map((value) => `${name}: ${value}`),
    shownBy: [
      { name, type: record.type },
      { name: record.name, type: record.type },
    ],
  });
};

/**
 * Only a DKIM record at a wrong name is certainly misplaced; an MX or a TXT at a name above may be needed
 * there.
 */
function mayBelongThere({ code }: WrongName, { record: { purpose } }: ExaminedRecord): boolean {
  return purpose !== "dkim" && (code === "NAME_WITHOUT_SUBDOMAIN" || code === "NAME_WITHOUT_HOST");
}

function causeOf({ code, name, part }: WrongName, examined: ExaminedRecord): Text {
  switch (code) {
    case "NAME_WITHOUT_SUBDOMAIN":
      return NAME_CAUSES.withoutSubdomain(examined, name, part);
    case "NAME_TOO_DEEP":
      return NAME_CAUSES.tooDeep(examined, name);
    case "NAME_WITHOUT_UNDERSCORE":
      return NAME_CAUSES.withoutUnderscore(examined, name);
    case "NAME_WITHOUT_HOST":
      return NAME_CAUSES.withoutHost(examined, name);
    case "NAME_AND_VALUE_EXCHANGED":
      return NAME_CAUSES.exchanged(name);
    case "NAME_WITHOUT_DOMAINKEY":
      return NAME_CAUSES.withoutDomainkey(name);
    default:
      return NAME_CAUSES.doubled(examined, name, part);
  }
}

function notesFor(found: WrongName, examined: ExaminedRecord): readonly Text[] {
  if (mayBelongThere(found, examined)) return [NOTES.leave(found.name)];
  return found.code === "NAME_WITHOUT_UNDERSCORE" ? [NOTES.underscore] : [];
}

/** Finds a wildcard that answers instead of the record. */
export const byWildcard: RecordDetector = (examined, context) => {
  const shared = wildcardAnswer(examined, context);
  if (shared === undefined) return undefined;
  const { name } = examined.record;
  const { at, type, seen } = shared;
  // One wildcard answers at each depth below it (RFC 4592 §3.3.1).
  const isSame = (one: ExaminedRecord) => {
    const other = isFaulty(one) ? wildcardAnswer(one, context) : undefined;
    return other?.type === type && other.seen.join("\n") === seen.join("\n");
  };
  const explained = context.examined.filter(isSame);
  const because = "wins-over-the-wildcard";
  return onRecord("WILDCARD_ANSWERS", examined, context, {
    cause: NAME_CAUSES.wildcard(seen),
    notes: [NOTES.wildcardStays],
    edits: explained.flatMap((one) => addition(one, because)),
    seen,
    expected: explained.flatMap(({ record }) => record.values),
    shownBy: [
      { name: at, type },
      { name, type },
    ],
  });
};

/** Finds records below a DNAME; other services' records may be reached through it. */
export const belowDname: RecordDetector = (examined, context) => {
  const { name } = examined.record;
  const dname = dnameAbove(name, context);
  if (dname === undefined) return undefined;
  const { at, target } = dname;
  const explained = context.examined.filter(
    (one) => isFaulty(one) && dnameAbove(one.record.name, context)?.at === at,
  );
  return onRecord("NAME_BELOW_DNAME", examined, context, {
    cause: NAME_CAUSES.belowDname(at, target),
    edits: [
      removal({ name: at, type: "DNAME", value: target }, context, "nothing-below-a-dname"),
      ...explained.flatMap((one) => addition(one, "required")),
    ],
    // Other services' keys may be reached through the DNAME, and a DKIM key can't have another name.
    otherwise: explained.some(({ record }) => record.purpose === "dkim") ? "at-the-target" : "another-name",
    seen: [target],
    expected: explained.flatMap(({ record }) => record.values),
    shownBy: explained.map((one) => ({ name: one.record.name, type: "CNAME" as const })),
  });
};

/**
 * Finds missing records below a delegation, in a zone that the domain's panel does not show. Servers that
 * hold both zones answer from the deeper one without a referral, whether or not NS records delegate it (RFC
 * 1034 §4.3.2).
 */
export const inZoneOfItsOwn: RecordDetector = (examined, context) => {
  const { zone, nameServers } = examined.place;
  const isOwn = zone !== context.registrable && zone.endsWith(`.${context.registrable}`);
  if (examined.state !== "missing" || !isOwn) return undefined;
  const above = context.seen.of(context.registrable, "MX")?.nameServers ?? [];
  const isSameHost = nameServers.length > 0 && nameServers.every((server) => above.includes(server));
  const { name, type } = examined.record;
  const isHidden = isSameHost && context.seen.of(name, type)?.delegatedIn === undefined;
  const explained = context.examined.filter(
    ({ state, place, record }) =>
      state === "missing" && place.zone === zone && isAsExamined(record, examined.record),
  );
  const details = isHidden
    ? {
        cause: NAME_CAUSES.onSameServers(examined, context.registrable),
        notes: [NOTES.deleteZone(zone, context.registrable)],
      }
    : { cause: NAME_CAUSES.delegated(examined, context.registrable) };
  return onRecord(isHidden ? "ZONE_ON_SAME_SERVERS" : "NAME_DELEGATED", examined, context, {
    ...details,
    actor: isSameHost ? "dns-administrator" : "delegated-zone-operator",
    edits: explained.flatMap((one) => placing(one, context, "answering-zone")),
    seen: examined.seen,
    expected: explained.flatMap(({ record }) => record.values),
    shownBy: explained.map(({ record: { name, type } }) => ({ name, type })),
  });
};

/**
 * True if the delegation of one record explains another one, too: both have the same name or the same
 * purpose.
 */
function isAsExamined(one: ExpectedRecord, other: ExpectedRecord): boolean {
  return one.name === other.name || one.purpose === other.purpose;
}

/** Finds a missing record that an earlier check saw right. */
export const vanished: RecordDetector = (examined, context) => {
  const { name, type } = examined.record;
  const { remembered, snapshot } = context.subject;
  const right = remembered?.right.find((one) => one.name === name && one.type === type);
  if (examined.state !== "missing" || right === undefined) return undefined;
  const { nameServers } = examined.place;
  const moved =
    snapshot !== undefined &&
    snapshot.nameServers.length > 0 &&
    nameServers.length > 0 &&
    !snapshot.nameServers.some((server) => nameServers.includes(server));
  return onRecord("RECORD_VANISHED", examined, context, {
    cause: NAME_CAUSES.vanished(right.at, moved),
    ...(moved ? { notes: [whereToAdd(examined)] } : {}),
    edits: placing(examined, context, "was-removed"),
  });
};

/** Finds a record that is missing without an explanation. */
export const missing: RecordDetector = (examined, context) => {
  if (examined.state !== "missing") return undefined;
  const dkim = context.examined.filter(({ record }) => record.purpose === "dkim");
  const right = dkim.filter(({ state }) => state === "right").length;
  const siblings = { right: examined.record.purpose === "dkim" ? right : 0, of: dkim.length };
  const confirmed = context.subject.confirmed === true ? [NOTES.confirmed] : [];
  return onRecord("RECORD_MISSING", examined, context, {
    cause: NAME_CAUSES.missing(siblings),
    edits: placing(examined, context, "required"),
    notes: [
      whereToAdd(examined),
      ...clicks("add", examined),
      ...(isUnderscoreRefused(examined, context) ? [NOTES.underscore] : []),
      ...confirmed,
    ],
  });
};

/**
 * Some panels refuse a host with an underscore: then all records without one are there, and all with one are
 * missing. Reported for the first of them.
 */
function isUnderscoreRefused(examined: ExaminedRecord, context: DiagnosisContext): boolean {
  const withUnderscore = context.examined.filter(({ record }) => record.name.includes("_"));
  const others = context.examined.filter(({ record }) => !record.name.includes("_"));
  return (
    withUnderscore[0] === examined &&
    withUnderscore.length > 1 &&
    withUnderscore.every(({ state }) => state === "missing") &&
    others.some(({ state }) => state === "right")
  );
}

/** Finds more records than are allowed. */
export const duplicated: RecordDetector = (examined, context) =>
  examined.state === "conflicting"
    ? onRecord("RECORD_DUPLICATED", examined, context, {
        cause: NAME_CAUSES.duplicated(examined),
        edits: correctionOfValues(examined, context, "only-one"),
      })
    : undefined;

function isFaulty({ state }: ExaminedRecord): boolean {
  return state !== "right" && state !== "unknown";
}
