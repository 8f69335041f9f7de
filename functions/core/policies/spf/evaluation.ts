import type { DnsAnswer } from "#core/dns/observation";
import { type IpAddress, isIp6 } from "./ip-address.ts";
import { type SpfAsk, type SpfRecordType, SpfStop } from "./spf-result.ts";

/** RFC 7208 §4.6.4: terms that ask the DNS, and those of them that find nothing. */
const MOST_LOOK_UPS = 10;
const MOST_VOID_LOOK_UPS = 2;
/** RFC 1035 §2.3.4; a label may hold spaces, which "%_" makes. */
const LONGEST_NAME = 253;
const LABEL = /^[\x20-\x2d\x2f-\x7e]{1,63}$/;

/** What one evaluation keeps while it goes through includes and redirects. */
export interface Evaluation {
  readonly ip: IpAddress;
  readonly sender: string;
  readonly helo: string;
  lookUps: number;
  voidLookUps: number;
  /** The names of the address, each confirmed by an address record; asked once. */
  names?: Promise<readonly string[]>;
  readonly ask: SpfAsk;
}

/** Where a term stands. */
export interface Place {
  readonly domain: string;
  readonly term: string;
}

/** Counts a term that asks the DNS. */
export function countLookUp(evaluation: Evaluation, place: Place): void {
  evaluation.lookUps += 1;
  if (evaluation.lookUps > MOST_LOOK_UPS) {
    throw new SpfStop("permerror", { code: "too-many-lookups", ...place });
  }
}

/** Counts a term whose question found nothing. */
export function countVoid(evaluation: Evaluation, place: Place): void {
  evaluation.voidLookUps += 1;
  if (evaluation.voidLookUps > MOST_VOID_LOOK_UPS) {
    throw new SpfStop("permerror", { code: "too-many-void-lookups", ...place });
  }
}

/** The values of one name; what can't be a name has none. No answer ends the evaluation for now (RFC 7208 §5). */
export async function valuesOf(
  { ask }: Evaluation,
  name: string,
  type: SpfRecordType,
  domain: string,
): Promise<readonly string[]> {
  if (!isAskable(name)) return [];
  const answer = await ask(name, type);
  if (answer.kind === "unknown") {
    throw new SpfStop("temperror", { code: "no-answer", domain, asked: name, because: answer.reason });
  }
  return valuesIn(answer);
}

/** The values of an answer; none when there is nothing, or no answer. */
export function valuesIn(answer: DnsAnswer): readonly string[] {
  return answer.kind === "records" ? answer.values : [];
}

/** The address type of the sender. */
export function addressType({ ip }: Evaluation): "A" | "AAAA" {
  return isIp6(ip) ? "AAAA" : "A";
}

/** Whether a name can be asked for at all: macros may expand to anything. */
export function isAskable(name: string): boolean {
  return name.length <= LONGEST_NAME && name.split(".").every((label) => LABEL.test(label));
}
