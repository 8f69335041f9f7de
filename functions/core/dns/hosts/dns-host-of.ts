import { canonicalName } from "../name.ts";
import type { ZoneAuthority } from "../observation.ts";
import { remembered } from "../remembered.ts";
import { DNS_HOSTS, type DnsHost } from "./dns-hosts.ts";

/**
 * Returns the host that most of a zone's name servers belong to, or else the host that its SOA names;
 * `undefined` for a tie or an unknown host.
 */
export function dnsHostOf(
  nameServers: readonly string[],
  soa?: Pick<ZoneAuthority, "primary" | "admin">,
): DnsHost | undefined {
  const soaNames = soa === undefined ? [] : [soa.primary, soa.admin];
  return hostShownBy(JSON.stringify([nameServers.map(canonicalName), soaNames.map(canonicalName)]));
}

/** Finds the host of a name server, or of a name in the SOA. */
const hostShownBy = remembered((text): DnsHost | undefined => {
  const [names, soaNames]: readonly [readonly string[], readonly string[]] = JSON.parse(text);
  const counted = DNS_HOSTS.map((host) => ({
    host,
    count: names.filter((name) => host.nameServers.test(name)).length,
  }));
  const most = Math.max(...counted.map(({ count }) => count));
  if (most > 0) {
    const leaders = counted.filter(({ count }) => count === most);
    return leaders.length === 1 ? leaders[0]?.host : undefined;
  }
  return DNS_HOSTS.find((host) =>
    soaNames.some((name) => host.nameServers.test(name) || host.soa?.test(name)),
  );
});
