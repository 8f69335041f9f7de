import type { Observation, UnknownReason } from "#core/dns/observation";
import { firstLabel } from "#core/dns/record-names";
import { isBelow } from "#core/names/domain-name";
import { undelegation } from "../model/corrections.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { type Finding, type FindingDetails, onDomain } from "../model/finding.ts";
import { SERVER_WORDS, ZONE_WORDS } from "../sentences/servers.ts";

/** The reasons of servers that don't serve a zone, or can't be reached at all: neither passes by itself. */
const NOT_SERVED: readonly UnknownReason[] = ["refused", "lame"];
const NOT_REACHABLE: readonly UnknownReason[] = ["no-name-server", "forbidden-address"];
const ERRORS: readonly UnknownReason[] = ["servfail", "malformed"];

/** A zone none of whose servers gave a usable answer. */
interface UnansweredZone {
  readonly zone: string;
  readonly servers: readonly string[];
  readonly examined: readonly ExaminedRecord[];
  readonly reasons: readonly UnknownReason[];
}

/** Finds zones that give no answer, each once, with who can act; silence that may pass by itself is only noted. */
export function unansweredZones(context: DiagnosisContext): readonly Finding[] {
  // Broken signatures are a finding of their own, and explain it.
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
 * The servers of a zone have failed for this name for hours, and answer for others; behind a CNAME it is the servers of
 * another zone that fail.
 */
function isNameFailing(examined: ExaminedRecord, context: DiagnosisContext): boolean {
  const { record, place } = examined;
  const isElsewhere = (context.seen.of(record.name, record.type)?.aliases.length ?? 0) > 0;
  return !isElsewhere && isSilentForLong(examined, context) && answersAnything(place.zone, context);
}

/** Whether a CNAME is in the place of another record, and the servers of its target give no answer that is usable. */
export function isBehindSilence(examined: ExaminedRecord, context: DiagnosisContext): boolean {
  const { name, type } = examined.record;
  const { aliases = [], authoritative = [] } = context.seen.of(name, type) ?? {};
  if (examined.state !== "unknown" || type === "CNAME" || aliases.length === 0) return false;
  // A spent budget of the check is not a fault of the servers.
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

/** A zone that answers for other names is served: what fails there is one name. */
function answersAnything(zone: string, { seen }: DiagnosisContext): boolean {
  return seen
    .all()
    .filter((observation) => observation.zone === zone)
    .some(({ authoritative }) => authoritative.some(({ answer }) => answer.kind !== "unknown"));
}

/**
 * Time-outs and errors may pass: they are a fault once they have lasted. A single check cannot know that: it reports
 * errors of all servers, and the silence of a delegated zone, since the zone above answered.
 */
function isKnownToLast(
  { reasons, examined }: UnansweredZone,
  isDelegated: boolean,
  context: DiagnosisContext,
): boolean {
  // A spent budget of the check is not a fault of the servers.
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
  // The keys of other senders may be in the same zone.
  if (firstLabel(zone) === "_domainkey") return ZONE_WORDS.delegatedKeys(zone, servers);
  return {
    ...ZONE_WORDS.delegated(zone, servers),
    edits: undelegation(zone, servers, context, "frees-the-name"),
  };
}

function all(reasons: readonly UnknownReason[], kinds: readonly UnknownReason[]): boolean {
  return reasons.length > 0 && reasons.every((reason) => kinds.includes(reason));
}
