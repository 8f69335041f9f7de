import type { DnsSession, Observation, Question, RecordType, ServerAnswer } from "#core/dns/observation";
import { namesAbove } from "#core/dns/record-names";
import { recordState } from "#core/dns/record-state";
import { namesToView, type Publication, publication } from "#core/domain-connect/publication";
import type { NameView, SeenRecord, ServerView, ZoneView } from "#core/domain-connect/zone-view";
import type { RequiredRecord } from "#core/records/required-records";
import { findDmarcAdvice } from "./dmarc-advice.ts";
import { type PublicationSubject, plannedRecord, planOf, recordOutsideTemplate } from "./plan.ts";

/** Whether records can publish themselves, as the name servers answered just now. */
export type PublicationCheck =
  | Publication
  /** The template does not write this record as it is required. */
  | { readonly state: "refused"; readonly because: "not-in-template"; readonly name: string };

/** The types that show what is at a name that exists; a CNAME excludes all others. */
const OTHER_TYPES = ["MX", "TXT", "A", "AAAA", "SPF"] as const satisfies readonly RecordType[];

/** Checks every name that a template would write, at all name servers of its zone, and decides whether it can do harm. */
export async function checkPublication(
  subject: PublicationSubject,
  session: DnsSession,
): Promise<PublicationCheck> {
  const outside = recordOutsideTemplate(subject);
  if (outside !== undefined) return { state: "refused", because: "not-in-template", name: outside.name };
  const everything = planOf(subject, { isRight: () => false, isDmarcAbsent: true });
  const [view, advice] = await Promise.all([
    viewZone(namesToView(everything), session),
    findDmarcAdvice(subject.identity, session, subject.service.dmarcReports),
  ]);
  const isRight = (record: RequiredRecord) => isSeenRight(record, view.observations);
  return publication(planOf(subject, { isRight, isDmarcAbsent: advice === "offered" }), view);
}

/** Asks for the CNAME of every name first: most names do not exist, and then one answer covers all types. */
async function viewZone(
  names: readonly string[],
  session: DnsSession,
): Promise<ZoneView & { readonly observations: readonly Observation[] }> {
  const first = await session.ask(names.map((name): Question => ({ name, type: "CNAME" })));
  const existing = first.filter(({ authoritative }) => authoritative.some(({ answer }) => isEmpty(answer)));
  const above = [...new Set(first.flatMap(({ name, zone }) => namesBetween(name, zone)))];
  const [others, between] = await Promise.all([
    session.ask(existing.flatMap(({ name }) => OTHER_TYPES.map((type): Question => ({ name, type })))),
    session.ask(above.map((name): Question => ({ name, type: "NS" }))),
  ]);
  return {
    observations: [...first, ...others],
    names: first.map((observation) => nameView(observation, others)),
    between: between.map((observation) => nameView(observation, [])),
  };
}

function namesBetween(name: string, zone: string | undefined): readonly string[] {
  return zone === undefined ? [] : namesAbove(name, zone).filter((above) => above !== zone);
}

/** The name exists, and no CNAME is there. */
function isEmpty(answer: ServerAnswer["answer"]): boolean {
  return answer.kind === "absent" && !answer.nxdomain;
}

function nameView(
  { name, type, zone, authoritative }: Observation,
  others: readonly Observation[],
): NameView {
  const own = others.filter((one) => one.name === name);
  const servers = authoritative.map((first) => serverView(type, first, own));
  return { name, ...(zone === undefined ? {} : { zone }), servers };
}

function serverView(
  type: RecordType,
  { server, address, answer }: ServerAnswer,
  others: readonly Observation[],
): ServerView {
  if (answer.kind === "unknown") return { kind: "unknown" };
  if (answer.kind === "records") return { kind: "records", records: recordsOf(type, answer.values) };
  if (answer.nxdomain) return { kind: "no-name" };
  const answers = others.map(({ type: otherType, authoritative }) => ({
    type: otherType,
    answer: authoritative.find((one) => one.server === server && one.address === address)?.answer,
  }));
  const seen: SeenRecord[] = [];
  for (const { type: otherType, answer: other } of answers) {
    if (other === undefined || other.kind === "unknown") return { kind: "unknown" };
    if (other.kind === "records") seen.push(...recordsOf(otherType, other.values));
  }
  return seen.length === 0 ? { kind: "other-use" } : { kind: "records", records: seen };
}

function recordsOf(type: RecordType, values: readonly string[]): readonly SeenRecord[] {
  return values.map((value) => ({ type, value }));
}

function isSeenRight(record: RequiredRecord, observations: readonly Observation[]): boolean {
  const own = observations.find(({ name, type }) => name === record.name && type === record.type);
  if (own === undefined) return false;
  const { state, unanswered } = recordState(
    { type: record.type, values: [plannedRecord(record).value] },
    own,
  );
  return state === "right" && unanswered.length === 0;
}
