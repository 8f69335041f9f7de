import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import type { DnsHost } from "#core/dns/hosts/dns-hosts";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { likelyZone, recordCards } from "./record-card.ts";

/** The steps for adding records in the panel of a known DNS host. */
export interface DnsHostSteps {
  readonly title: string;
  readonly steps: readonly string[];
}

/** Returns the steps for each zone with records; each zone may be at a different DNS host. */
export function dnsHostSteps(onboarding: Onboarding, texts: Texts): DnsHostSteps[] {
  const nameServers = new Map([[likelyZone(onboarding), onboarding.snapshot?.nameServers ?? []]]);
  for (const { zone, checked } of recordCards(onboarding)) {
    if (checked?.place !== undefined) nameServers.set(zone, checked.place.nameServers);
  }
  return [...nameServers].flatMap(([zone, names]) => {
    const host = dnsHostOf(names);
    if (host === undefined) return [];
    const title = texts.text("dns-host.title", { zone, host: host.name });
    return [{ title, steps: stepsAt(host, zone, onboarding, texts) }];
  });
}

function stepsAt(host: DnsHost, zone: string, { records }: Onboarding, { text }: Texts): string[] {
  const { addRecord, orAt, hostField, turnProxyOff, mxNeedsSetting } = host;
  const isProxyable = records.some(({ type }) => type === "CNAME");
  const path = (clicks: string) => clicks.replaceAll("{zone}", zone);
  return [
    text("dns-host.add", { path: path(addRecord) }),
    ...(orAt === undefined ? [] : [text("dns-host.clicks", { host: orAt.name, path: path(orAt.addRecord) })]),
    ...(mxNeedsSetting === undefined ? [] : [text("dns-host.custom-mx", { path: path(mxNeedsSetting) })]),
    text(`dns-host.host-${hostField}`),
    ...(turnProxyOff === undefined || !isProxyable
      ? []
      : [text("dns-host.unproxy", { path: path(turnProxyOff) })]),
  ];
}
