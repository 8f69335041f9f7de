import { createDnsResolver } from "#adapters/dns/dns-resolver";
import type { Endpoint } from "#adapters/dns/endpoint";
import type { Service } from "#core/publication/service";
import type { SurveyPorts } from "#core/publication/survey";
import { domainConnectDirectory } from "./provider-directory.ts";

/** Which DNS is asked, which addresses may be, and where DMARC reports go. */
interface PublicationSettings {
  readonly DNS_RESOLVERS: readonly Endpoint[];
  readonly DNS_PORT: number;
  readonly DNS_ALLOWED_RANGES: readonly string[];
  readonly DMARC_REPORTS: string | undefined;
}

/** The check must not delay the request that it is part of. */
const SESSION_MS = 4_000;

/** Makes the ports of the check whether records can publish themselves; `service` is absent without Domain Connect. */
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
