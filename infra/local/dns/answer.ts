import type { Answer, SoaAnswer } from "dns-packet";
import { canonicalName } from "./name.ts";
import { lookUp, recordsAt, type Zone } from "./zone.ts";
import type { ZoneRecord } from "./zone-data.ts";

/** The response codes (RFC 1035 §4.1.1). */
export const RCODE = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  YXDOMAIN: 6,
} as const;

/** The content of a reply. */
export interface Reply {
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
  readonly additionals: readonly Answer[];
}

/** Makes a reply with a response code and no records. */
export function bareReply(rcode: number): Reply {
  return { rcode, authoritative: false, answers: [], authorities: [], additionals: [] };
}

/** The most aliases that one answer follows. */
const LONGEST_CHAIN = 8;

/** The SOA of a negative answer; its TTL is the shorter of its own and its minimum: RFC 2308 §3. */
function negativeSoa({ soa }: Zone): SoaAnswer {
  return { ...soa, ttl: Math.min(soa.ttl ?? 0, soa.data.minimum ?? 0) };
}

function addressesOf(zone: Zone, records: readonly ZoneRecord[]): ZoneRecord[] {
  const targets = records.flatMap((record) =>
    record.type === "NS" ? [record.data] : record.type === "MX" ? [record.data.exchange] : [],
  );
  return [...new Set(targets)].flatMap((target) => [
    ...recordsAt(zone, target, "A"),
    ...recordsAt(zone, target, "AAAA"),
  ]);
}

/** Answers a question from the available zones and follows aliases from zone to zone: RFC 1034 §4.3.2. */
export function answerFrom(
  findZone: (name: string) => Zone | undefined,
  question: { readonly name: string; readonly type: string },
): Reply {
  const answers: ZoneRecord[] = [];
  // The answer repeats the owner in the question's letter case, which may be mixed (0x20): RFC 4343 §4.1.
  let asked = question.name;
  for (let hop = 0; hop <= LONGEST_CHAIN; hop++) {
    const name = canonicalName(asked);
    const zone = findZone(name);
    if (zone === undefined) break;
    const found = lookUp(zone, name, question.type);
    const done = { rcode: RCODE.NOERROR, authoritative: true, answers, authorities: [], additionals: [] };
    if (found.kind === "no-data" || found.kind === "no-name") {
      const rcode = found.kind === "no-name" ? RCODE.NXDOMAIN : RCODE.NOERROR;
      return { ...done, rcode, authorities: [negativeSoa(zone)] };
    }
    if (found.kind === "referral") {
      const additionals = addressesOf(zone, found.records);
      // AA concerns the first name in the answer, which is the alias if there is one: RFC 1035 §4.1.1.
      return { ...done, authoritative: hop > 0, authorities: found.records, additionals };
    }
    if (found.kind === "renamed") {
      answers.push(found.dname);
      if (found.cname === undefined) return { ...done, rcode: RCODE.YXDOMAIN };
    }
    const records = found.kind === "renamed" ? [found.cname].flatMap((one) => one ?? []) : found.records;
    const owner = asked;
    answers.push(...records.map((record) => ({ ...record, name: owner })));
    const [alias] = records;
    const isAnswer = found.kind === "records" || question.type === "CNAME";
    if (isAnswer) return { ...done, additionals: addressesOf(zone, records) };
    if (alias?.type !== "CNAME" || answers.some((record) => canonicalName(record.name) === alias.data)) break;
    asked = alias.data;
  }
  if (answers.length === 0) return bareReply(RCODE.REFUSED);
  return { rcode: RCODE.NOERROR, authoritative: true, answers, authorities: [], additionals: [] };
}
