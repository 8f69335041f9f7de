import { isDmarc } from "#core/dns/dmarc-record";
import type { DnsResolver } from "#core/dns/observation";
import { unlikelyLabel } from "#core/dns/record-names";
import { textsAt } from "./published-key.ts";

/** Whether the domain of a report address accepts DMARC reports about other domains. */
export interface ReportConsent {
  /** The name of the wildcard record that accepts reports about all domains. */
  readonly name: string;
  readonly state: "given" | "missing" | "unknown";
}

/**
 * Asks for the record by which a domain accepts reports about other domains; without it receivers send none
 * (RFC 7489 §7.1). The question uses a domain that no customer has, so that only a wildcard can answer.
 */
export async function findReportConsent(address: string, resolver: DnsResolver): Promise<ReportConsent> {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const below = `_report._dmarc.${domain}`;
  const answer = await textsAt(`${unlikelyLabel(domain)}.example.${below}`, resolver);
  const name = `*.${below}`;
  if (answer?.kind === "records") return { name, state: answer.values.some(isDmarc) ? "given" : "missing" };
  return { name, state: answer?.kind === "absent" ? "missing" : "unknown" };
}
