import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import type { DnsHost } from "#core/dns/hosts/dns-hosts";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { likelyZone, recordCards } from "./record-card.ts";

/** The steps to add records in the panel of a known DNS host. */
export interface DnsHostSteps {
  readonly title: string;
  readonly steps: readonly string[];
}

/** Returns the steps for each zone that records belong to; each zone may be at another DNS host. */
export function dnsHostSteps(onboarding: Onboarding): DnsHostSteps[] {
  const nameServers = new Map([[likelyZone(onboarding), onboarding.snapshot?.nameServers ?? []]]);
  for (const { zone, checked } of recordCards(onboarding)) {
    if (checked?.place !== undefined) nameServers.set(zone, checked.place.nameServers);
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
