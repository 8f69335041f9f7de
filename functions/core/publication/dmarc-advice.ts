import { askThrough } from "#core/dns/ask-through";
import { dmarcTags } from "#core/dns/dmarc-record";
import type { DnsSession } from "#core/dns/observation";
import { registrableDomain } from "#core/names/registrable-domain";
import { type DmarcDiscovery, discoverDmarc } from "#core/policies/dmarc/discover-dmarc";
import { type AdviceState, advisedRecordOf } from "#core/records/advised-record";

/** The domain's DMARC policy in DNS, and the record that could be advised. */
export interface AdviceFacts {
  readonly domain: string;
  readonly discovery: DmarcDiscovery;
  /** True if the record's name has a CNAME, beside which no record can be added (RFC 1034 §3.6.2). */
  readonly isAlias: boolean;
  /** The value of the advised record. */
  readonly wanted: string;
}

/** Decides whether a DMARC record may be advised: only if both RFCs show that there is none. */
export function dmarcAdvice({ domain, discovery, isAlias, wanted }: AdviceFacts): AdviceState {
  const { rfc7489, rfc9989, several, unreadable } = discovery;
  const views = [rfc7489, rfc9989];
  if (views.every(({ state, at }) => state === "found" && at === domain)) {
    return isSamePolicy(rfc7489.record?.text ?? "", wanted) ? "right" : "not-needed";
  }
  if (several.length > 0 || unreadable.length > 0) return "not-known";
  if (views.some(({ state }) => state === "found")) return "not-needed";
  return views.every(({ state }) => state === "absent") && !isAlias ? "offered" : "not-known";
}

/** Determines from DNS whether a DMARC record may be advised for a domain. */
export async function findDmarcAdvice(
  domain: string,
  session: DnsSession,
  reports?: string,
): Promise<AdviceState> {
  const { name, value } = advisedRecordOf(domain, reports);
  const ask = askThrough(session, registrableDomain(domain) ?? domain);
  const [discovery, alias] = await Promise.all([discoverDmarc({ domain, ask }), ask(name, "CNAME")]);
  return dmarcAdvice({ domain, discovery, isAlias: alias.kind !== "absent", wanted: value });
}

/** Spaces and a final semicolon have no meaning (RFC 9989 §4.8), and panels write them differently. */
function isSamePolicy(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) =>
    [...dmarcTags(text)]
      .map(([tag, value]) => `${tag}=${value}`)
      .toSorted()
      .join(";"),
  );
  return left === right;
}
