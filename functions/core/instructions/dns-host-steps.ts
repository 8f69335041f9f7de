import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import type { DnsHost } from "#core/dns/hosts/dns-hosts";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { likelyZone, recordCards } from "./record-card.ts";

/** Where to click, for one zone whose DNS host is known. */
export interface DnsHostSteps {
  readonly title: string;
  readonly steps: readonly string[];
}

/** Where to click, for each zone that records belong to: each may be run by somebody else. */
export function dnsHostSteps(onboarding: Onboarding): DnsHostSteps[] {
  const nameServers = new Map([[likelyZone(onboarding), onboarding.snapshot?.nameServers ?? []]]);
  for (const { zone, look } of recordCards(onboarding)) {
    if (look?.place !== undefined) nameServers.set(zone, look.place.nameServers);
  }
  return [...nameServers].flatMap(([zone, names]) => {
    const host = dnsHostOf(names);
    return host === undefined
      ? []
      : [{ title: WORDS.page.dnsHost.title(zone, host.name), steps: stepsAt(host, onboarding) }];
  });
}

function stepsAt({ addRecord, hostField, turnProxyOff }: DnsHost, { records }: Onboarding): string[] {
  const { dnsHost } = WORDS.page;
  const isProxyable = records.some(({ type }) => type === "CNAME");
  return [
    dnsHost.add(addRecord),
    dnsHost[hostField],
    ...(turnProxyOff === undefined || !isProxyable ? [] : [dnsHost.proxy(turnProxyOff)]),
  ];
}
