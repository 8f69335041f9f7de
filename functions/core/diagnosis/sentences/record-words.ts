import type { Looked } from "../scene.ts";
import { quoted } from "../shown.ts";

/** The host as the panel wants it, and in full. */
export function hostWords({ place: { host }, record: { name } }: Looked): string {
  return host === name ? quoted(name) : `${quoted(host)} (in full ${name})`;
}

/** All that a panel asks for. */
export function entryWords(looked: Looked): string {
  const { record } = looked;
  const value = record.values.map(quoted).join(" and ");
  const priority =
    record.type === "MX" && record.priority !== undefined ? `priority ${record.priority} and ` : "";
  return `Host ${hostWords(looked)}, ${priority}value ${value}`;
}

/** Where the record belongs: the zone and who runs it. */
export function whereWords({ place: { zone, dnsHost, nameServers } }: Looked): string {
  const servers = nameServers.slice(0, 2).join(" and ");
  const at = dnsHost === undefined ? "" : ` at ${dnsHost.name}`;
  return servers === ""
    ? zone
    : `${zone}${at} (name servers ${servers}${nameServers.length > 2 ? ", …" : ""})`;
}

/** The clicks of the DNS host for adding or changing a record, as a sentence of its own. */
export function clicksTo(what: "add" | "unproxy", { place: { dnsHost } }: Looked): string {
  if (dnsHost === undefined) return "";
  const clicks = what === "add" ? dnsHost.addRecord : dnsHost.turnProxyOff;
  return clicks === undefined ? "" : ` In ${dnsHost.name}: ${clicks}.`;
}
