import { rightAt } from "#core/dns/record-state";
import type { RecordDetector } from "../model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { onRecord } from "../model/finding.ts";
import { isMeantAs } from "../model/is-misspelling.ts";
import { wildcardName } from "../model/questions.ts";
import { wrongNames } from "../model/wrong-names.ts";
import { NAME_SENTENCES } from "../sentences/names.ts";

/** RFC 1035 lets secondaries lag; most catch up within minutes. */
const IN_STEP_MS = 15 * 60_000;

/** Finds a missing record at a name where a usual mistake puts it. */
export const atWrongName: RecordDetector = (looked, scene) => {
  const { record } = looked;
  if (looked.state !== "missing") return undefined;
  const found = wrongNames(looked, scene).find(({ name, code }) =>
    scene.seen
      .values(name, record.type)
      .some((value) =>
        code === "NAME_AND_VALUE_EXCHANGED" ? value.startsWith(record.name) : isMeantAs(record, value),
      ),
  );
  if (found === undefined) return undefined;
  const seen = scene.seen.values(found.name, record.type).map((value) => `${found.name}: ${value}`);
  const shownBy = [
    { name: found.name, type: record.type },
    { name: record.name, type: record.type },
  ];
  return onRecord(found.code, looked, scene, { seen, shownBy, fix: fixFor(found, looked) });
};

function fixFor({ code, name, part }: ReturnType<typeof wrongNames>[number], looked: ExaminedRecord): string {
  switch (code) {
    case "NAME_WITHOUT_SUBDOMAIN":
      return NAME_SENTENCES.withoutSubdomain(looked, name, part);
    case "NAME_TOO_DEEP":
      return NAME_SENTENCES.tooDeep(looked, name);
    case "NAME_WITHOUT_UNDERSCORE":
      return NAME_SENTENCES.withoutUnderscore(looked, name);
    case "NAME_WITHOUT_HOST":
      return NAME_SENTENCES.withoutHost(looked, name);
    case "NAME_AND_VALUE_EXCHANGED":
      return NAME_SENTENCES.exchanged(looked, name);
    case "NAME_WITHOUT_DOMAINKEY":
      return NAME_SENTENCES.withoutDomainkey(looked, name);
    default:
      return NAME_SENTENCES.doubled(looked, name, part);
  }
}

/** Finds a wildcard's answer in place of the record. */
export const byWildcard: RecordDetector = (looked, scene) => {
  const { name, type } = looked.record;
  const at = wildcardName(name, scene.registrable);
  const types = type === "CNAME" ? (["CNAME", "TXT", "A", "AAAA"] as const) : ([type, "CNAME"] as const);
  const shared = types.find((one) => {
    const [here, there] = [scene.seen.values(name, one), scene.seen.values(at, one)];
    return there.length > 0 && here.join("\n") === there.join("\n");
  });
  if (shared === undefined) return undefined;
  const seen = scene.seen.values(at, shared);
  const shownBy = [
    { name: at, type: shared },
    { name, type: shared },
  ];
  return onRecord("WILDCARD_ANSWERS", looked, scene, {
    seen,
    shownBy,
    fix: NAME_SENTENCES.wildcard(looked, seen),
  });
};

/** Finds a missing record's name in a zone of its own, where the panel of the domain has no say. */
export const inZoneOfItsOwn: RecordDetector = (looked, scene) => {
  const { zone } = looked.place;
  const isOwn = zone !== scene.registrable && zone.endsWith(`.${scene.registrable}`);
  if (looked.state !== "missing" || !isOwn) return undefined;
  return onRecord("NAME_DELEGATED", looked, scene, {
    fix: NAME_SENTENCES.delegated(looked, scene.registrable),
  });
};

/** Finds a missing record that an earlier look saw right. */
export const vanished: RecordDetector = (looked, scene) => {
  const { name, type } = looked.record;
  const { remembered, snapshot } = scene.subject;
  const right = remembered?.right.find((one) => one.name === name && one.type === type);
  if (looked.state !== "missing" || right === undefined) return undefined;
  const { nameServers } = looked.place;
  const moved =
    snapshot !== undefined &&
    snapshot.nameServers.length > 0 &&
    nameServers.length > 0 &&
    !snapshot.nameServers.some((server) => nameServers.includes(server));
  return onRecord("RECORD_VANISHED", looked, scene, {
    fix: NAME_SENTENCES.vanished(looked, right.at, moved),
  });
};

/** Says that a record is not there, when nothing explains why. */
export const missing: RecordDetector = (looked, scene) => {
  if (looked.state !== "missing") return undefined;
  const dkim = scene.looked.filter(({ record }) => record.purpose === "dkim");
  const right = dkim.filter(({ state }) => state === "right").length;
  const siblings = { right: looked.record.purpose === "dkim" ? right : 0, of: dkim.length };
  const confirmed = scene.subject.confirmed === true;
  return onRecord("RECORD_MISSING", looked, scene, {
    fix: NAME_SENTENCES.missing(looked, siblings, confirmed),
  });
};

/** Finds servers that lack what others have. */
export const serversDisagree: RecordDetector = (looked, scene) => {
  const { record } = looked;
  const told = rightAt(record, scene.seen.of(record.name, record.type)?.authoritative ?? []);
  const behind = told.filter(({ isRight }) => !isRight).map(({ server }) => server);
  if (behind.length === 0 || behind.length === told.length) return undefined;
  return isSettling(scene)
    ? onRecord("NAME_SERVERS_NOT_IN_STEP", looked, scene, { fix: NAME_SENTENCES.notInStep(looked, behind) })
    : onRecord("NAME_SERVERS_DISAGREE", looked, scene, { fix: NAME_SENTENCES.disagree(looked, behind) });
};

/** Where looks are remembered, servers have some minutes to agree; a single look can only say what it sees. */
function isSettling({ subject: { remembered }, now }: DiagnosisContext): boolean {
  if (remembered === undefined) return false;
  return remembered.disagreeingSince === undefined || now - remembered.disagreeingSince < IN_STEP_MS;
}

/** Finds more records than there may be. */
export const duplicated: RecordDetector = (looked, scene) =>
  looked.state === "conflicting"
    ? onRecord("RECORD_DUPLICATED", looked, scene, { fix: NAME_SENTENCES.duplicated(looked) })
    : undefined;
