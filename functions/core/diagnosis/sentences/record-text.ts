import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import { shown } from "../model/quoted-values.ts";

/** The DNS host that the record belongs to, recognisable by its name servers. */
export function whereText({ place: { zone, dnsHost, nameServers } }: ExaminedRecord): string {
  const servers = nameServers.length === 0 ? "" : ` (its name servers are ${serverText(nameServers)})`;
  return dnsHost === undefined
    ? `the DNS host that runs ${zone}${servers}`
    : `${dnsHost.name}, which runs ${zone}${servers}`;
}

/** Two of the name servers are enough to recognise the DNS host. */
export function serverText(nameServers: readonly string[]): string {
  const two = nameServers.slice(0, 2).map(shown).join(" and ");
  return nameServers.length > 2 ? `${two} and others` : two;
}

/** The clicks in the DNS host's panel, as a sentence of its own; none for a host that is not known. */
export function clicksText(
  what: "add" | "unproxy",
  { place: { dnsHost } }: ExaminedRecord,
): readonly string[] {
  const clicks = what === "add" ? dnsHost?.addRecord : dnsHost?.turnProxyOff;
  return dnsHost === undefined || clicks === undefined ? [] : [`In ${dnsHost.name}: ${clicks}.`];
}
