import { rightAt } from "#core/dns/record-state";
import type { RecordDetector } from "../model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { onRecord } from "../model/finding.ts";
import { isMeantAs } from "../model/is-meant-as.ts";
import { wildcardName } from "../model/questions.ts";
import { wrongNames } from "../model/wrong-names.ts";
import { NAME_SENTENCES } from "../sentences/names.ts";

/** RFC 1035 lets secondaries lag; most catch up within minutes. */
const IN_STEP_MS = 15 * 60_000;

/** Finds a missing record at a name where a usual mistake puts it. */
export const atWrongName: RecordDetector = (examined, context) => {
  const { record } = examined;
  if (examined.state !== "missing") return undefined;
  const found = wrongNames(examined, context).find(({ name, code }) =>
    context.seen
      .values(name, record.type)
      .some((value) =>
        code === "NAME_AND_VALUE_EXCHANGED" ? value.startsWith(record.name) : isMeantAs(record, value),
      ),
  );
  if (found === undefined) return undefined;
  const seen = context.seen.values(found.name, record.type).map((value) => `${found.name}: ${value}`);
  const shownBy = [
    { name: found.name, type: record.type },
    { name: record.name, type: record.type },
  ];
  return onRecord(found.code, examined, context, { seen, shownBy, fix: fixFor(found, examined) });
};

function fixFor(
  { code, name, part }: ReturnType<typeof wrongNames>[number],
  examined: ExaminedRecord,
): string {
  switch (code) {
    case "NAME_WITHOUT_SUBDOMAIN":
      return NAME_SENTENCES.withoutSubdomain(examined, name, part);
    case "NAME_TOO_DEEP":
      return NAME_SENTENCES.tooDeep(examined, name);
    case "NAME_WITHOUT_UNDERSCORE":
      return NAME_SENTENCES.withoutUnderscore(examined, name);
    case "NAME_WITHOUT_HOST":
      return NAME_SENTENCES.withoutHost(examined, name);
    case "NAME_AND_VALUE_EXCHANGED":
      return NAME_SENTENCES.exchanged(examined, name);
    case "NAME_WITHOUT_DOMAINKEY":
      return NAME_SENTENCES.withoutDomainkey(examined, name);
    default:
      return NAME_SENTENCES.doubled(examined, name, part);
  }
}

/** Finds a wildcard's answer in place of the record. */
export const byWildcard: RecordDetector = (examined, context) => {
  const { name, type } = examined.record;
  const at = wildcardName(name, context.registrable);
  const types = type === "CNAME" ? (["CNAME", "TXT", "A", "AAAA"] as const) : ([type, "CNAME"] as const);
  const shared = types.find((one) => {
    const [here, there] = [context.seen.values(name, one), context.seen.values(at, one)];
    return there.length > 0 && here.join("\n") === there.join("\n");
  });
  if (shared === undefined) return undefined;
  const seen = context.seen.values(at, shared);
  const shownBy = [
    { name: at, type: shared },
    { name, type: shared },
  ];
  return onRecord("WILDCARD_ANSWERS", examined, context, {
    seen,
    shownBy,
    fix: NAME_SENTENCES.wildcard(examined, seen),
  });
};

/** Finds a missing record's name in a zone of its own, where the panel of the domain has no say. */
export const inZoneOfItsOwn: RecordDetector = (examined, context) => {
  const { zone } = examined.place;
  const isOwn = zone !== context.registrable && zone.endsWith(`.${context.registrable}`);
  if (examined.state !== "missing" || !isOwn) return undefined;
  return onRecord("NAME_DELEGATED", examined, context, {
    fix: NAME_SENTENCES.delegated(examined, context.registrable),
  });
};

/** Finds a missing record that an earlier look saw right. */
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
    fix: NAME_SENTENCES.vanished(examined, right.at, moved),
  });
};

/** Says that a record is not there, when nothing explains why. */
export const missing: RecordDetector = (examined, context) => {
  if (examined.state !== "missing") return undefined;
  const dkim = context.examined.filter(({ record }) => record.purpose === "dkim");
  const right = dkim.filter(({ state }) => state === "right").length;
  const siblings = { right: examined.record.purpose === "dkim" ? right : 0, of: dkim.length };
  const confirmed = context.subject.confirmed === true;
  return onRecord("RECORD_MISSING", examined, context, {
    fix: NAME_SENTENCES.missing(examined, siblings, confirmed),
  });
};

/** Finds servers that lack what others have. */
export const serversDisagree: RecordDetector = (examined, context) => {
  const { record } = examined;
  const told = rightAt(record, context.seen.of(record.name, record.type)?.authoritative ?? []);
  const behind = told.filter(({ isRight }) => !isRight).map(({ server }) => server);
  if (behind.length === 0 || behind.length === told.length) return undefined;
  return isSettling(context)
    ? onRecord("NAME_SERVERS_NOT_IN_STEP", examined, context, {
        fix: NAME_SENTENCES.notInStep(examined, behind),
      })
    : onRecord("NAME_SERVERS_DISAGREE", examined, context, {
        fix: NAME_SENTENCES.disagree(examined, behind),
      });
};

/** Where looks are remembered, servers have some minutes to agree; a single look can only say what it sees. */
function isSettling({ subject: { remembered }, now }: DiagnosisContext): boolean {
  if (remembered === undefined) return false;
  return remembered.disagreeingSince === undefined || now - remembered.disagreeingSince < IN_STEP_MS;
}

/** Finds more records than there may be. */
export const duplicated: RecordDetector = (examined, context) =>
  examined.state === "conflicting"
    ? onRecord("RECORD_DUPLICATED", examined, context, { fix: NAME_SENTENCES.duplicated(examined) })
    : undefined;
