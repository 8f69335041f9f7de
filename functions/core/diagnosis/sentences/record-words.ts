import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import { quoted, shown } from "../model/quoted-values.ts";

/** The host as the panel wants it, and in full. */
export function hostWords({ place: { host }, record: { name } }: ExaminedRecord): string {
  return host === name ? quoted(name) : `${quoted(host)} (in full ${name})`;
}

/** All that a panel asks for. */
export function entryWords(examined: ExaminedRecord): string {
  const { record } = examined;
  const value = record.values.map(quoted).join(" and ");
  const priority = record.type === "MX" ? `, priority ${record.priority ?? 10}` : "";
  return `Host ${hostWords(examined)}${priority} and value ${value}`;
}

/** `a CNAME record`, `an MX record`. */
export function aRecord({ record: { type } }: ExaminedRecord): string {
  return `${type === "MX" ? "an" : "a"} ${type} record`;
}

/** Where the record belongs: who runs the zone, told by its name servers. */
export function whereWords({ place: { zone, dnsHost, nameServers } }: ExaminedRecord): string {
  const told = nameServers.length === 0 ? "" : ` (its name servers are ${serverWords(nameServers)})`;
  return dnsHost === undefined
    ? `the DNS host that runs ${zone}${told}`
    : `${dnsHost.name}, which runs ${zone}${told}`;
}

/** Two of the name servers are enough to know whose they are. */
export function serverWords(nameServers: readonly string[]): string {
  const two = nameServers.slice(0, 2).map(shown).join(" and ");
  return nameServers.length > 2 ? `${two} and others` : two;
}

/** The clicks of the DNS host for adding or changing a record, as a sentence of its own. */
export function clicksTo(what: "add" | "unproxy", { place: { dnsHost } }: ExaminedRecord): string {
  if (dnsHost === undefined) return "";
  const clicks = what === "add" ? dnsHost.addRecord : dnsHost.turnProxyOff;
  return clicks === undefined ? "" : ` In ${dnsHost.name}: ${clicks}.`;
}
