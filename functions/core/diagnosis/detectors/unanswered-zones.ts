import type { Observation, UnknownReason } from "#core/dns/observation";
import { firstLabel } from "#core/dns/record-names";
import { isBelow } from "#core/names/domain-name";
import { undelegation } from "../model/corrections.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { type Finding, type FindingDetails, onDomain } from "../model/finding.ts";
import { SERVER_WORDS, ZONE_WORDS } from "../sentences/servers.ts";

/** Reasons that do not go away: the servers do not serve the zone, or cannot be reached at all. */
const NOT_SERVED: readonly UnknownReason[] = ["refused", "lame"];
const NOT_REACHABLE: readonly UnknownReason[] = ["no-name-server", "forbidden-address"];
const ERRORS: readonly UnknownReason[] = ["servfail", "malformed"];

/** A zone from whose servers no usable answer came. */
interface UnansweredZone {
  readonly zone: string;
  readonly servers: readonly string[];
  readonly examined: readonly ExaminedRecord[];
  readonly reasons: readonly UnknownReason[];
}

/**
 * Finds zones that do not answer, each once, with the party that can act. A lack of answers that may be
 * temporary is only noted.
 */
export function unansweredZones(context: DiagnosisContext): readonly Finding[] {
  // Invalid signatures have a finding of their own, which explains the lack of answers.
  const unknown = context.examined.filter(
    ({ state, record: { name, type } }) =>
      state === "unknown" && context.seen.of(name, type)?.dnssec !== "broken",
  );
  const groups = Map.groupBy(unknown, (one) => `${one.place.zone} ${isNameFailing(one, context)}`);
  return [...groups.values()].flatMap((examined) => {
    const zone = examined[0]?.place.zone;
    return zone === undefined ? [] : [findingFor(unansweredZone(zone, examined, context), context)];
  });
}

function unansweredZone(
  zone: string,
  examined: readonly ExaminedRecord[],
  { seen }: DiagnosisContext,
): UnansweredZone {
  const answers = examined.flatMap(({ record: { name, type } }) => seen.of(name, type)?.authoritative ?? []);
  const reasons = answers.flatMap(({ answer }) => (answer.kind === "unknown" ? [answer.reason] : []));
  return { zone, servers: examined[0]?.place.nameServers ?? [], examined, reasons };
}

function findingFor(unanswered: UnansweredZone, context: DiagnosisContext): Finding {
  const { zone, servers, examined, reasons } = unanswered;
  const shownBy = examined.map(({ record: { name, type } }) => ({ name, type }));
  const isDelegated = isReferredTo(zone, context) && servers.length > 0;
  const isCertain =
    all(reasons, [...NOT_SERVED, ...NOT_REACHABLE]) || isKnownToLast(unanswered, isDelegated, context);
  const isOneName = answersAnything(zone, context);
  const isLasting = isCertain && !isOneName;
  if (isLasting && isDelegated) {
    return onDomain("DELEGATION_SILENT", context, {
      ...delegated(unanswered, context),
      seen: servers,
      shownBy,
    });
  }
  if (isLasting)
    return onDomain(codeOf(reasons), context, { ...wordsOf(unanswered), seen: servers, shownBy });
  if (examined.every((one) => isNameFailing(one, context)) && !reasons.includes("over-budget")) {
    const names = [...new Set(examined.map(({ record }) => record.name))];
    const words = ZONE_WORDS.nameFailing(zone, names, examined[0]?.place.dnsHost?.name);
    return onDomain("NAME_FAILING", context, { ...words, seen: names, shownBy });
  }
  const silent = [...new Set(examined.flatMap((one) => one.unanswered))].filter((server) => server !== "");
  return onDomain("ANSWER_UNKNOWN", context, {
    ...SERVER_WORDS.unknown(zone, silent),
    seen: silent,
    shownBy,
  });
}

/**
 * True if the zone's servers have failed for this name for hours while they answer for others. If a CNAME was
 * followed, the failing servers are those of another zone.
 */
function isNameFailing(examined: ExaminedRecord, context: DiagnosisContext): boolean {
  const { record, place } = examined;
  const isElsewhere = (context.seen.of(record.name, record.type)?.aliases.length ?? 0) > 0;
  return !isElsewhere && isSilentForLong(examined, context) && answersAnything(place.zone, context);
}

/** True if a CNAME replaces another record, and the servers of its target give no usable answer. */
export function isBehindSilence(examined: ExaminedRecord, context: DiagnosisContext): boolean {
  const { name, type } = examined.record;
  const { aliases = [], authoritative = [] } = context.seen.of(name, type) ?? {};
  if (examined.state !== "unknown" || type === "CNAME" || aliases.length === 0) return false;
  // An exhausted budget of the check is not a fault of the servers.
  if (authoritative.some(({ answer }) => answer.kind === "unknown" && answer.reason === "over-budget"))
    return false;
  return context.subject.remembered === undefined || isSilentForLong(examined, context);
}

function isSilentForLong({ record }: ExaminedRecord, { subject }: DiagnosisContext): boolean {
  return (subject.remembered?.silent ?? []).some(
    ({ name, type }) => name === record.name && type === record.type,
  );
}

/** Only a referral proves that there are NS records to remove. */
function isReferredTo(zone: string, { seen, registrable }: DiagnosisContext): boolean {
  const isReferral = (one: Observation) => one.zone === zone && one.delegatedIn !== undefined;
  return isBelow(zone, registrable) && seen.all().some(isReferral);
}

/** A zone that answers for other names is served, so the problem concerns only one name. */
function answersAnything(zone: string, { seen }: DiagnosisContext): boolean {
  return seen
    .all()
    .filter((observation) => observation.zone === zone)
    .some(({ authoritative }) => authoritative.some(({ answer }) => answer.kind !== "unknown"));
}

/**
 * Time-outs and errors may be temporary, so they count as a fault only once they have lasted. A single check
 * cannot know this. It reports errors of all servers, and a delegated zone that does not answer, since the
 * zone above it answered.
 */
function isKnownToLast(
  { reasons, examined }: UnansweredZone,
  isDelegated: boolean,
  context: DiagnosisContext,
): boolean {
  // An exhausted budget of the check is not a fault of the servers.
  if (reasons.includes("over-budget")) return false;
  if (context.subject.remembered !== undefined) return examined.every((one) => isSilentForLong(one, context));
  return isDelegated || all(reasons, ERRORS);
}

function codeOf(reasons: readonly UnknownReason[]): "ZONE_NOT_SERVED" | "ZONE_FAILING" | "ZONE_SILENT" {
  if (all(reasons, [...NOT_SERVED, ...NOT_REACHABLE])) return "ZONE_NOT_SERVED";
  return all(reasons, ERRORS) ? "ZONE_FAILING" : "ZONE_SILENT";
}

function wordsOf({ zone, servers, reasons, examined }: UnansweredZone): FindingDetails {
  const host = examined[0]?.place.dnsHost?.name;
  if (all(reasons, NOT_REACHABLE)) return ZONE_WORDS.notReachable(zone, servers);
  if (all(reasons, [...NOT_SERVED, ...NOT_REACHABLE])) return ZONE_WORDS.notServed(zone, servers);
  return all(reasons, ERRORS) ? ZONE_WORDS.failing(zone, host) : ZONE_WORDS.silent(zone, servers, host);
}

function delegated({ zone, servers }: UnansweredZone, context: DiagnosisContext): FindingDetails {
  // The zone may also hold the keys of other senders.
  if (firstLabel(zone) === "_domainkey") return ZONE_WORDS.delegatedKeys(zone, servers);
  return {
    ...ZONE_WORDS.delegated(zone, servers),
    edits: undelegation(zone, servers, context, "frees-the-name"),
  };
}

function all(reasons: readonly UnknownReason[], kinds: readonly UnknownReason[]): boolean {
  return reasons.length > 0 && reasons.every((reason) => kinds.includes(reason));
}
