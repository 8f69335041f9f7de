import { shown } from "#core/names/shown-value";
import type { Text } from "#core/words/texts";
import type { ExaminedRecord } from "../model/diagnosis-context.ts";

/** Two name servers are enough to recognise the DNS host. */
const FEW_SERVERS = 2;

/** Notes on a correction that do not follow from its edits. */
export const NOTES = {
  addDot: { key: "finding.note.end-with-a-dot", values: {} },
  changeRequest: { key: "finding.note.choose-mail-from", values: {} },
  confirmed: { key: "finding.note.saved-and-public", values: {} },
  noPastedKey: { key: "finding.note.no-pasted-key", values: {} },
  underscore: { key: "finding.note.underscore", values: {} },
  wildcardStays: { key: "finding.note.wildcard-can-stay", values: {} },
  leave: (name: string): Text => ({ key: "finding.note.leave-if-needed", values: { name } }),
  putBack: (at: string): Text => ({ key: "finding.note.put-mx-back", values: { at } }),
  deleteZone: (zone: string, domain: string): Text => ({
    key: "finding.note.delete-zone",
    values: { zone, domain },
  }),
} as const satisfies Readonly<Record<string, Text | ((...names: string[]) => Text)>>;

/** Says in which zone to add the record, by its name servers. */
export function whereToAdd({ place: { zone, dnsHost, nameServers } }: ExaminedRecord): Text {
  const servers = nameServers.slice(0, FEW_SERVERS).map((server) => shown(server));
  if (servers.length === 0) return { key: "finding.where.zone", values: { zone } };
  return dnsHost === undefined
    ? { key: "finding.where.servers", values: { zone, servers } }
    : { key: "finding.where.host", values: { zone, servers, host: dnsHost.name } };
}

/** Says where to click in the DNS host's panel; nothing for an unknown host. */
export function clicks(
  what: "add" | "unproxy",
  { place: { dnsHost, zone } }: ExaminedRecord,
): readonly Text[] {
  if (dnsHost === undefined) return [];
  const { name, addRecord, orAt, turnProxyOff } = dnsHost;
  const places =
    what === "add"
      ? [{ name, addRecord }, ...(orAt === undefined ? [] : [orAt])]
      : [{ name, addRecord: turnProxyOff }];
  return places.flatMap(({ name: host, addRecord: path }) =>
    path === undefined
      ? []
      : [{ key: "dns-host.clicks", values: { host, path: path.replaceAll("{zone}", zone) } }],
  );
}
