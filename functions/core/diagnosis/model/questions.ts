import { isDmarc } from "#core/dns/dmarc-record";
import type { Question, RecordType } from "#core/dns/observation";
import { firstLabel, namesAbove, unlikelyLabel } from "#core/dns/record-names";
import { isRightRecord } from "#core/dns/record-state";
import { isSpf } from "#core/dns/spf-record";
import { isAtOrBelow, isBelow } from "#core/names/domain-name";
import { walkedDomains } from "#core/policies/dmarc/tree-walk";
import type { Answers } from "./answers.ts";
import { haveSameServers, listsOf } from "./delegation.ts";
import type { DiagnosisContext, ExaminedRecord } from "./diagnosis-context.ts";
import type { Subject } from "./subject.ts";
import { wrongNames } from "./wrong-names.ts";

/** The name of the SPF record that a MAIL FROM domain must include. */
export const AMAZON_SPF = "amazonses.com";

/**
 * Returns the questions of every diagnosis: the expected records at all servers, and the records at the
 * domain itself.
 */
export function firstQuestions(subject: Subject, registrable: string): readonly Question[] {
  const { domain, mailFrom, records } = subject;
  const own = records.map(
    (record): Question => ({
      name: record.name,
      type: record.type,
      isRight: (values) => isRightRecord(record, values),
    }),
  );
  const roots = [...new Set([domain, registrable])];
  return [
    ...own,
    ...roots.flatMap((root) => [probe(root, "MX"), probe(root, "TXT")]),
    ...(hasMailRecords(subject) ? dmarcQuestions(domain, registrable) : []),
    ...(hasMailRecords(subject) ? roots.map((root) => probe(`_dmarc.${root}`, "CNAME")) : []),
    ...(mailFrom === undefined ? [] : [probe(mailFrom, "CNAME")]),
    ...(records.some(({ purpose }) => purpose === "mail-from-spf")
      ? [{ name: AMAZON_SPF, type: "TXT", through: "resolver" } as const]
      : []),
  ];
}

/**
 * Returns the questions that follow if records are not right: other types at their names, likely wrong names,
 * and wildcards.
 */
export function secondQuestions(context: DiagnosisContext): readonly Question[] {
  const faulty = context.examined.filter(({ state }) => state !== "right" && state !== "unknown");
  const absent = faulty.filter(({ state }) => state === "missing");
  const cuts = faulty.map(({ place }) => place.zone).filter((zone) => isBelow(zone, context.registrable));
  const aliased = context.examined.filter(
    ({ record: { name, type } }) => type !== "CNAME" && context.seen.values(name, "CNAME").length > 0,
  );
  return unique([
    // The parent zone's servers may hold this zone as well, so only its own NS records show who runs it.
    ...cuts.map((zone) => probe(zone, "NS")),
    // The answers of the zone's servers are evidence of the zone's own list.
    ...(haveSameServers(listsOf(context)) ? [] : [{ name: context.registrable, type: "NS" } as const]),
    ...behindAliases(context).map((name) => probe(name, "CNAME")),
    ...faulty.flatMap((examined) => otherTypes(examined).map((other) => probe(examined.record.name, other))),
    // The answer for a nonexistent name shows whether a DNAME above it rewrites names.
    ...aliased.map(({ record }) => probe(wildcardName(record.name, context.registrable), "CNAME")),
    ...aliasTargets(context).map((name) => ({ name, type: "A", through: "resolver" }) as const),
    ...dmarcTargets(context).map((name) => ({ name, type: "TXT", through: "resolver" }) as const),
    ...faulty.flatMap(({ record }) => wildcardQuestions(record.name, context.registrable)),
    ...roundRobin(absent.map((examined) => wrongNameQuestions(examined, context))),
    ...(isDmarcAbsent(context)
      ? misplacedDmarcNames(context.subject, context.registrable).map((name) => probe(name, "TXT"))
      : []),
  ]);
}

/** Returns the names whose CNAMEs lead to no answer; the CNAMEs themselves have to be known. */
function behindAliases({ examined, seen }: DiagnosisContext): readonly string[] {
  const unknown = examined.filter(({ state }) => state === "unknown").map(({ record }) => record);
  return unknown.flatMap(({ name, type }) => (seen.of(name, type)?.aliases.length ? [name] : []));
}

/**
 * Returns the targets of CNAMEs that replace other records; a resolver shows whether such a target exists.
 */
function aliasTargets({ examined, seen }: DiagnosisContext): readonly string[] {
  const others = examined.filter(({ record }) => record.type !== "CNAME").map(({ record }) => record.name);
  return others.flatMap((name) => seen.values(name, "CNAME"));
}

/** Returns the targets of CNAMEs that replace DMARC records. */
function dmarcTargets({ subject, registrable, seen }: DiagnosisContext): readonly string[] {
  const names = [subject.domain, registrable].map((at) => `_dmarc.${at}`);
  return names.flatMap((name) => [
    ...seen.values(name, "CNAME"),
    ...(seen.of(name, "TXT")?.aliases.slice(0, 1) ?? []),
  ]);
}

/** Returns whether the records are for mail; DMARC concerns no others. */
export function hasMailRecords({ records }: Subject): boolean {
  return records.some(({ purpose }) => purpose !== "other");
}

/** Returns the names at which a DMARC record is often placed by mistake. */
export function misplacedDmarcNames({ domain }: Subject, registrable: string): readonly string[] {
  const zones = [...new Set([domain, registrable])];
  const doubled = zones.flatMap((zone) => [`_dmarc.${domain}.${zone}`, `_dmarc.${firstLabel(zone)}.${zone}`]);
  return [...zones, ...doubled.filter((name) => name !== `_dmarc.${domain}`), `dmarc.${domain}`];
}

/** Returns all DMARC questions of both RFCs, so that DMARC needs no separate round. */
function dmarcQuestions(domain: string, registrable: string): readonly Question[] {
  const domains = [...new Set([...walkedDomains(domain), registrable])];
  return domains.map((at) => ({
    name: `_dmarc.${at}`,
    type: "TXT",
    through: isAtOrBelow(at, registrable) ? "one-server" : "resolver",
  }));
}

function isDmarcAbsent({ subject, registrable, seen }: DiagnosisContext): boolean {
  const names = [subject.domain, registrable].map((at) => `_dmarc.${at}`);
  return hasMailRecords(subject) && names.every((name) => !seen.values(name, "TXT").some(isDmarc));
}

/** Returns an unlikely name beside the record's, for which only a wildcard answers. */
export function wildcardName(name: string, registrable: string): string {
  const [parent = name] = namesAbove(name, registrable);
  return `${unlikelyLabel(registrable)}.${parent}`;
}

/**
 * Returns the types to ask for instead of the record. An existing CNAME would only redirect these questions
 * into other zones.
 */
function otherTypes({ record: { type, values }, state }: ExaminedRecord): readonly RecordType[] {
  if (type === "CNAME") return state === "missing" ? ["TXT", "A", "AAAA"] : ["TXT"];
  if (type === "MX") return ["TXT", "CNAME"];
  return state === "missing" && values.some(isSpf) ? ["CNAME", "SPF"] : ["CNAME"];
}

function wildcardQuestions(name: string, registrable: string): readonly Question[] {
  const at = wildcardName(name, registrable);
  return name.includes("._domainkey.")
    ? [probe(at, "CNAME"), probe(at, "TXT"), probe(at, "A"), probe(at, "AAAA")]
    : [probe(at, "MX"), probe(at, "TXT"), probe(at, "CNAME")];
}

function wrongNameQuestions(examined: ExaminedRecord, context: DiagnosisContext): readonly Question[] {
  return wrongNames(examined, context).map(({ name }) => probe(name, examined.record.type));
}

function probe(name: string, type: RecordType): Question {
  return { name, type, through: "one-server" };
}

/**
 * Orders questions so that the likeliest mistake of each record precedes the second likeliest of any, because
 * the budget may run out.
 */
function roundRobin(lists: readonly (readonly Question[])[]): readonly Question[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
}

function unique(questions: readonly Question[]): readonly Question[] {
  return [...new Map(questions.map((question) => [`${question.type} ${question.name}`, question])).values()];
}

/**
 * Returns the questions about the targets of required CNAMEs, for names that hold keys or addresses instead
 * of the CNAME.
 */
export function targetQuestions(context: DiagnosisContext, second: Answers): readonly Question[] {
  const cnames = context.examined.map(({ record }) => record).filter(({ type }) => type === "CNAME");
  return (["TXT", "A"] as const).flatMap((type) =>
    cnames
      .filter(({ name }) => second.values(name, type).length > 0)
      .flatMap(({ values }) => values.map((name) => ({ name, type, through: "resolver" }) as const)),
  );
}
