import type { DnsSession, Observation, Question, RecordType, ServerAnswer } from "#core/dns/observation";
import { namesAbove } from "#core/dns/record-names";
import { recordState } from "#core/dns/record-state";
import type { NameView, SeenRecord, ServerView, ZoneView } from "#core/domain-connect/zone-view";
import type { RequiredRecord } from "#core/records/required-records";
import { plannedRecord } from "./plan.ts";

/** The view of a zone, with the observations that it is made from. */
type ObservedZone = ZoneView & { readonly observations: readonly Observation[] };

/** The types that show the use of an existing name; a CNAME excludes all others. */
const OTHER_TYPES = ["MX", "TXT", "A", "AAAA", "SPF"] as const satisfies readonly RecordType[];

/** Asks first for the CNAME of every name: most names do not exist, and then one answer covers all types. */
export async function viewZone(names: readonly string[], session: DnsSession): Promise<ObservedZone> {
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

/** The name exists without a CNAME. */
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

/** Returns whether every name server of the zone holds a record as it is required. */
export function isSeenRight(record: RequiredRecord, observations: readonly Observation[]): boolean {
  const own = observations.find(({ name, type }) => name === record.name && type === record.type);
  if (own === undefined) return false;
  const { state, unanswered } = recordState(
    { type: record.type, values: [plannedRecord(record).value] },
    own,
  );
  return state === "right" && unanswered.length === 0;
}
