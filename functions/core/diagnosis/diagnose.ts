import type { Ask } from "#core/dns/ask-through";
import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import type { DnsSession, Observation } from "#core/dns/observation";
import { hostIn } from "#core/dns/record-names";
import { recordState } from "#core/dns/record-state";
import { isSpf } from "#core/dns/spf-record";
import { registrableDomain } from "#core/names/registrable-domain";
import { type DmarcDiscovery, discoverDmarc } from "#core/policies/dmarc/discover-dmarc";
import { askOnce } from "#core/policies/spf/ask-once";
import { evaluateUnrelated } from "#core/policies/spf/evaluate-unrelated";
import { spfSamples } from "#core/policies/spf/sample-addresses";
import { type SpfVerdict, spfVerdict } from "#core/policies/spf/spf-verdict";
import { askRemainingServers } from "./ask-remaining-servers.ts";
import { detect } from "./detect.ts";
import { isFlattened, isFlattenedToAddresses, isServedByValue } from "./detectors/dkim.ts";
import { domainCannotBeUsed } from "./detectors/domain.ts";
import { hasSeveralKeys } from "./detectors/other-records.ts";
import { isBehindSilence } from "./detectors/unanswered-zones.ts";
import { spreadLate } from "./late-propagation.ts";
import { type Answers, gather, valuesOf } from "./model/answers.ts";
import { SEVERITIES } from "./model/catalogue.ts";
import type { DiagnosisContext, ExaminedRecord, Place } from "./model/diagnosis-context.ts";
import type { Finding } from "./model/finding.ts";
import {
  AMAZON_SPF,
  firstQuestions,
  hasMailRecords,
  secondQuestions,
  targetQuestions,
} from "./model/questions.ts";
import { hasTermsOf } from "./model/spf-line.ts";
import type { ExpectedRecord, Subject } from "./model/subject.ts";

/** An SPF record with fewer terms hardly ever exceeds the ten look-ups that are allowed. */
const MANY_LOOK_UPS = 4;

/** One expected record with its state. */
export interface DiagnosedRecord {
  readonly purpose: ExpectedRecord["purpose"];
  readonly name: string;
  readonly type: ExpectedRecord["type"];
  readonly expected: readonly string[];
  readonly seen: readonly string[];
  readonly state: ExaminedRecord["state"];
  readonly propagation: ExaminedRecord["propagation"];
  /** When the last of the asked resolvers drops its old answer (epoch milliseconds). */
  readonly cachedUntil?: number;
  readonly zone: string;
  readonly nameServers: readonly string[];
  readonly dnsHost?: string;
  readonly hostInZone: string;
  readonly unanswered: readonly string[];
}

/** The result of a diagnosis, with the most severe finding first. */
export interface Diagnosis {
  readonly records: readonly DiagnosedRecord[];
  readonly findings: readonly Finding[];
  /** The questions to which no name server gave a usable answer. */
  readonly unanswered: readonly { readonly name: string; readonly type: string }[];
  /** Absent if no mail record is expected. */
  readonly dmarc?: {
    readonly discovery: DmarcDiscovery;
    /** True if the name of the domain's own DMARC record has a CNAME. */
    readonly isAlias: boolean;
  };
}

/** Checks the records of a domain, and determines how to correct those that are not right. */
export async function diagnose(subject: Subject, session: DnsSession, now: number): Promise<Diagnosis> {
  const registrable = registrableDomain(subject.domain) ?? subject.domain;
  const first = await session.ask(firstQuestions(subject, registrable));
  const begun = contextOf({ subject, registrable, now, seen: gather(first) });
  const isWorthIt = domainCannotBeUsed(begun).length === 0;
  const [policies, more] = await Promise.all([
    isWorthIt ? evaluatePolicies(begun, session) : {},
    isWorthIt ? askFurther(begun, session) : [],
  ]);
  const known = { ...begun, ...policies };
  const whole = more.length === 0 ? known : contextOf({ ...known, seen: gather([...first, ...more]) });
  const context = await spreadLate(settled(whole), session);
  const findings = detect(context).toSorted(
    (one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity),
  );
  return {
    records: context.examined.map((examined) => diagnosed(examined, now)),
    findings,
    unanswered: context.seen.all().filter(({ name, type }) => !context.seen.isKnown(name, type)),
    ...policyOf(context),
  };
}

function policyOf({ subject, dmarc, seen }: DiagnosisContext): Pick<Diagnosis, "dmarc"> {
  const own = seen.of(`_dmarc.${subject.domain}`, "TXT");
  return dmarc === undefined ? {} : { dmarc: { discovery: dmarc, isAlias: (own?.aliases ?? []).length > 0 } };
}

function contextOf(known: Omit<DiagnosisContext, "examined">): DiagnosisContext {
  const places: Place[] = [];
  const examined = known.subject.records.map((record): ExaminedRecord => {
    const observation = known.seen.of(record.name, record.type);
    if (observation === undefined) throw new Error(`The resolver lost the question for ${record.name}`);
    const place = placeOf(record, observation, known.seen, places);
    places.push(place);
    return { record, ...recordState(record, observation), place };
  });
  return { ...known, examined };
}

/** Returns the place of a record. Records of one zone share its servers, and so their DNS host. */
function placeOf(
  { name }: ExpectedRecord,
  observation: Observation,
  seen: Answers,
  others: readonly Place[],
): Place {
  const zone = observation.zone ?? registrableDomain(name) ?? name;
  const own = seen.values(zone, "NS");
  const nameServers = own.length > 0 ? own : observation.nameServers;
  const host = hostIn(zone, name);
  const same = others.find((other) => other.zone === zone && isSameList(other.nameServers, nameServers));
  if (same !== undefined) return { ...same, host };
  const dnsHost = dnsHostOf(nameServers, observation.soa);
  return { zone, nameServers, host, ...(dnsHost && { dnsHost }) };
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}

/** Evaluates SPF at the MAIL FROM domain and DMARC, as receivers do. */
async function evaluatePolicies(
  context: DiagnosisContext,
  session: DnsSession,
): Promise<Pick<DiagnosisContext, "spf" | "rootSpf" | "dmarc">> {
  const { subject, registrable, seen, examined } = context;
  const ask = askRemainingServers(seen, session, registrable);
  // One server's answer is evaluated, so it can represent the others only if all of them agree.
  const record = examined.find(
    (one) => one.record.purpose === "mail-from-spf" && one.state !== "unknown" && agree(one, context),
  );
  const root = seen.values(registrable, "TXT").filter(isSpf);
  const [spf, rootSpf, dmarc] = await Promise.all([
    record && evaluateSpfAt(record.record.name, ask),
    hasMailRecords(subject) && needsManyLookUps(root)
      ? evaluateUnrelated(registrable, askOnce(ask))
      : undefined,
    hasMailRecords(subject) ? discoverDmarc({ domain: subject.domain, ask }) : undefined,
  ]);
  return { ...(spf && { spf }), ...(rootSpf && { rootSpf }), ...(dmarc && { dmarc }) };
}

/** Counting look-ups costs as many queries, so it is done only for a record that may exceed the limit. */
function needsManyLookUps([record = "", second]: readonly string[]): boolean {
  const lookUps = record.match(/(?:^|\s)[+~?-]?(?:include|a|mx|ptr|exists|redirect)(?=[:=/\s]|$)/gi) ?? [];
  return second === undefined && lookUps.length >= MANY_LOOK_UPS;
}

async function evaluateSpfAt(name: string, ask: Ask): Promise<SpfVerdict> {
  return spfVerdict({ name, ask, samples: await spfSamples(ask, AMAZON_SPF) });
}

/** Asks further questions if a record is not right. */
async function askFurther(context: DiagnosisContext, session: DnsSession): Promise<readonly Observation[]> {
  const questions = secondQuestions(context);
  if (questions.length === 0) return [];
  const second = await session.ask(questions);
  const keys = targetQuestions(context, gather(second));
  return keys.length === 0 ? second : [...second, ...(await session.ask(keys))];
}

/**
 * Determines the final state of each record: first by its values, then by the result of SPF and by records
 * that replace a CNAME.
 */
function settled(context: DiagnosisContext): DiagnosisContext {
  return {
    ...context,
    examined: context.examined.map((examined) => settledRecord(examined, context)),
  };
}

function settledRecord(examined: ExaminedRecord, context: DiagnosisContext): ExaminedRecord {
  const settled = { ...examined, ...settledState(examined, context) };
  if (settled.state === "right" || settled.state === "unknown") return settled;
  const { cachedUntilSeconds: _, ...rest } = settled;
  return { ...rest, propagation: "not-at-name-servers" };
}

function settledState(examined: ExaminedRecord, context: DiagnosisContext): Partial<ExaminedRecord> {
  const { name, type, purpose } = examined.record;
  // A proof of control must not come through a CNAME: the owner of its target controls the target, not the
  // domain.
  const aliases = purpose === "ownership" ? (context.seen.of(name, type)?.aliases ?? []) : [];
  if (aliases.length > 0) return { state: "wrong", seen: aliases };
  // RFC 1034 §3.6.2: a name with a CNAME has no other record, whatever its target may hold.
  if (isBehindSilence(examined, context)) return { state: "missing" };
  if (purpose === "dkim" && isFlattened(examined, context)) return { state: "right" };
  if (isFlattenedToAddresses(examined, context)) return { state: "right" };
  if (isServedByValue(examined)) return { state: "wrong" };
  if (purpose === "other") return settledOther(examined);
  const { spf } = context;
  if (purpose !== "mail-from-spf" || spf === undefined) return examined;
  const mayChange = examined.seen.length === 1;
  return mayChange && (spf.state === "right" || spf.state === "wrong") ? { state: spf.state } : examined;
}

/**
 * Decides records whose context counts, too: an SPF record is compared term by term, and a key must be the
 * only one at its selector.
 */
function settledOther(examined: ExaminedRecord): Partial<ExaminedRecord> {
  const { record, seen, state } = examined;
  const [wanted = ""] = record.values;
  const [line, second] = seen;
  if (state === "right" && hasSeveralKeys(examined)) return { state: "conflicting" };
  const isLine = record.type === "TXT" && isSpf(wanted) && line !== undefined && second === undefined;
  if (!isLine || (state !== "right" && state !== "wrong")) return {};
  return { state: hasTermsOf(line, wanted) ? "right" : "wrong" };
}

function agree({ record: { name, type } }: ExaminedRecord, { seen }: DiagnosisContext): boolean {
  const known = (seen.of(name, type)?.authoritative ?? []).filter(({ answer }) => answer.kind !== "unknown");
  return new Set(known.map(({ answer }) => valuesOf(answer).filter(isSpf).join("\n"))).size === 1;
}

function diagnosed(examined: ExaminedRecord, now: number): DiagnosedRecord {
  const { record, place, state, propagation, cachedUntilSeconds, unanswered, seen } = examined;
  const { purpose, name, type, values } = record;
  return {
    purpose,
    name,
    type,
    expected: values,
    seen,
    state,
    propagation,
    ...(cachedUntilSeconds === undefined ? {} : { cachedUntil: now + cachedUntilSeconds * 1000 }),
    zone: place.zone,
    nameServers: place.nameServers,
    ...(place.dnsHost && { dnsHost: place.dnsHost.name }),
    hostInZone: place.host,
    unanswered,
  };
}
