import { createDnsResolver } from "#adapters/dns/dns-resolver";
import type { Endpoint } from "#adapters/dns/endpoint";
import type { Service } from "#core/publication/service";
import type { SurveyPorts } from "#core/publication/survey";
import { domainConnectDirectory } from "./provider-directory.ts";

/** The DNS resolvers, the addresses that may be requested, and the destination of DMARC reports. */
interface PublicationSettings {
  readonly DNS_RESOLVERS: readonly Endpoint[];
  readonly DNS_PORT: number;
  readonly DNS_ALLOWED_RANGES: readonly string[];
  readonly DMARC_REPORTS: string | undefined;
}

/** The check is part of a request, which it must not delay. */
const SESSION_MS = 4_000;

/**
 * Makes the ports for checking whether records can be published automatically; `service` is absent without
 * Domain Connect.
 */
export function publicationPorts(
  service: Service | undefined,
  { DNS_RESOLVERS, DNS_PORT, DNS_ALLOWED_RANGES, DMARC_REPORTS }: PublicationSettings,
): SurveyPorts {
  const resolver = createDnsResolver({
    resolvers: DNS_RESOLVERS,
    port: DNS_PORT,
    allowedRanges: DNS_ALLOWED_RANGES,
    limits: { sessionMs: SESSION_MS },
  });
  const options = { resolver, allowedRanges: DNS_ALLOWED_RANGES };
  return {
    resolver,
    dmarcReports: DMARC_REPORTS,
    domainConnect: service && {
      service,
      directory: domainConnectDirectory({ ...options, providerId: service.providerId }),
    },
  };
}
