import type { DnsAnswer } from "#core/dns/observation";
import { LONGEST_NAME } from "#core/names/domain-name";
import { type IpAddress, isIp6 } from "./ip-address.ts";
import { type SpfAsk, type SpfRecordType, SpfStop } from "./spf-result.ts";

/** RFC 7208 §4.6.4 limits the terms that query DNS, and the queries that find nothing (void look-ups). */
const MOST_LOOK_UPS = 10;
const MOST_VOID_LOOK_UPS = 2;
/** A label of a name; it may hold spaces, which the macro "%_" makes. */
const LABEL = /^[\x20-\x2d\x2f-\x7e]{1,63}$/;

/** The state of one evaluation, shared by all includes and redirects. */
export interface Evaluation {
  readonly ip: IpAddress;
  readonly sender: string;
  readonly helo: string;
  lookUps: number;
  voidLookUps: number;
  /** The validated names of the address (RFC 7208 §5.5). */
  names?: Promise<readonly string[]>;
  readonly ask: SpfAsk;
}

/** The record and the term that are being evaluated. */
export interface Place {
  readonly domain: string;
  readonly term: string;
}

/** Counts a term that queries DNS. */
export function countLookUp(evaluation: Evaluation, place: Place): void {
  evaluation.lookUps += 1;
  if (evaluation.lookUps > MOST_LOOK_UPS) {
    throw new SpfStop("permerror", { code: "too-many-lookups", ...place });
  }
}

/** Counts a term whose query finds nothing. */
export function countVoid(evaluation: Evaluation, place: Place): void {
  evaluation.voidLookUps += 1;
  if (evaluation.voidLookUps > MOST_VOID_LOOK_UPS) {
    throw new SpfStop("permerror", { code: "too-many-void-lookups", ...place });
  }
}

/**
 * Returns the values at a name; none if the name is invalid. The result is temperror if DNS does not answer
 * (RFC 7208 §5).
 */
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

/** Returns the values of an answer; none if it is absent or unknown. */
export function valuesIn(answer: DnsAnswer): readonly string[] {
  return answer.kind === "records" ? answer.values : [];
}

/** Returns the address record type of the sender's address family. */
export function addressType({ ip }: Evaluation): "A" | "AAAA" {
  return isIp6(ip) ? "AAAA" : "A";
}

/** Returns whether a name can be queried; macros may expand to an invalid name. */
export function isAskable(name: string): boolean {
  return name.length <= LONGEST_NAME && name.split(".").every((label) => LABEL.test(label));
}
