import { askThrough } from "#core/dns/ask-through";
import type { DnsAnswer, DnsSession } from "#core/dns/observation";
import { receivesMail } from "#core/dns/receives-mail";
import { isAtOrBelow } from "#core/names/domain-name";
import { registrableDomain } from "#core/names/registrable-domain";
import { type DmarcAsk, type DmarcDiscovery, discoverDmarc } from "../dmarc/discover-dmarc.ts";
import { askOnce } from "../spf/ask-once.ts";
import type { MessageDomain } from "./alignment.ts";

/** The DNS facts about a domain in a From header. */
export interface ObservedDomain {
  readonly domain: MessageDomain;
  readonly dmarc: DmarcDiscovery;
  /** Whether the domain accepts mail. */
  readonly receivesMail: "yes" | "no" | "unknown";
}

/** Checks the DMARC policy and the MX of a domain in a From header. */
export async function checkFromDomain(name: string, session: DnsSession): Promise<ObservedDomain> {
  const own = registrableDomain(name) ?? name;
  const ask = askOnce(askThrough(session, own));
  const [mx, domain] = await Promise.all([ask(name, "MX"), organizationOf(name, ask)]);
  const dmarc = await policyOf(name, ask, mx);
  return { domain, dmarc, receivesMail: receivesMail(mx) };
}

/** Finds the organizational domain of a domain in a DKIM signature or in the envelope sender. */
export function checkMessageDomain(name: string, session: DnsSession): Promise<MessageDomain> {
  return organizationOf(name, askOnce(askThrough(session, registrableDomain(name) ?? name)));
}

/** RFC 9989 §4.10.2 needs the answers of the whole tree walk; RFC 7489 needs only the public suffix list. */
async function organizationOf(name: string, ask: DmarcAsk): Promise<MessageDomain> {
  const own = registrableDomain(name) ?? name;
  let isKnown = true;
  const { rfc9989 } = await discoverDmarc({
    domain: name,
    ask: async (at, type) => {
      const answer = await ask(at, type);
      if (answer.kind === "unknown" && isAtOrBelow(at.replace(/^_dmarc\./, ""), own)) isKnown = false;
      return answer;
    },
  });
  return {
    name,
    organizational: { rfc7489: own, rfc9989: isKnown ? rfc9989.organizationalDomain : undefined },
  };
}

/**
 * "np" applies to names that do not exist (RFC 8020). If existence is unknown and decides, the policy is
 * unknown, too.
 */
async function policyOf(domain: string, ask: DmarcAsk, mx: DnsAnswer): Promise<DmarcDiscovery> {
  const exists = !(mx.kind === "absent" && mx.nxdomain);
  const found = await discoverDmarc({ domain, ask, exists });
  if (mx.kind !== "unknown") return found;
  const otherwise = await discoverDmarc({ domain, ask, exists: false });
  if (otherwise.rfc9989.applied === found.rfc9989.applied) return found;
  return { ...found, rfc9989: { ...found.rfc9989, state: "unknown" } };
}
