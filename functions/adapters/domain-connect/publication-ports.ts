import { createDnsResolver } from "#adapters/dns/dns-resolver";
import type { Endpoint } from "#adapters/dns/endpoint";
import type { DnsResolver } from "#core/dns/observation";
import type { ProviderDirectory } from "#core/publication/ports";
import type { Service } from "#core/publication/service";
import { domainConnectDirectory } from "./provider-directory.ts";

/** Which DNS is asked, and which addresses may be. */
interface DnsSettings {
  readonly DNS_RESOLVERS: readonly Endpoint[];
  readonly DNS_PORT: number;
  readonly DNS_ALLOWED_RANGES: readonly string[];
}

/** The check must not delay the request that it is part of. */
const SESSION_MS = 4_000;

/** Makes the ports of the check whether records can publish themselves; `undefined` without Domain Connect. */
export function publicationPorts(
  service: Service | undefined,
  { DNS_RESOLVERS, DNS_PORT, DNS_ALLOWED_RANGES }: DnsSettings,
): { service: Service; resolver: DnsResolver; directory: ProviderDirectory } | undefined {
  if (service === undefined) return undefined;
  const resolver = createDnsResolver({
    resolvers: DNS_RESOLVERS,
    port: DNS_PORT,
    allowedRanges: DNS_ALLOWED_RANGES,
    limits: { sessionMs: SESSION_MS },
  });
  const { providerId } = service;
  return {
    service,
    resolver,
    directory: domainConnectDirectory({ resolver, allowedRanges: DNS_ALLOWED_RANGES, providerId }),
  };
}
