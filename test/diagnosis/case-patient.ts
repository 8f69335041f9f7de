import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { UnknownReason } from "#core/dns/observation";
import type { PanelRecord, PanelZone } from "../../infra/bench/followed/panel.ts";
import type { Deviation } from "../../infra/bench/followed/panel-session.ts";
import type { Patient } from "../../infra/bench/followed/patient.ts";
import type { Zone } from "../../infra/local/dns/zone.ts";
import type { ZoneRecord } from "../../infra/local/dns/zone-data.ts";
import { parseZoneFile, type ZoneFile } from "../../infra/local/dns/zone-file.ts";
import { type DiagnosisCase, TOKENS } from "./case-file.ts";

const SHARED = join(import.meta.dirname, "zones");

const REASONS = {
  servfail: "servfail",
  refuse: "refused",
  drop: "timeout",
  lame: "lame",
} as const satisfies Record<string, UnknownReason>;

/** Returns a case's zones as panels show them; `undefined` for cases with resolvers, which have no panel. */
export function casePatient({ path, name, subject, late }: DiagnosisCase): Patient | undefined {
  const own = inFolder(dirname(path)).map(zoneFile);
  const files = [...inFolder(SHARED).map(zoneFile), ...own];
  const zones = new Map(files.map(([origin, file]) => [origin, panelZone(file.zone)]));
  const zone = zones.get(name);
  const isOfResolvers = own.some(
    ([, { faults, servers }]) =>
      servers.length > 0 || faults.some(({ kind }) => kind === "bogus" || kind === "truncate"),
  );
  if (zone === undefined || late !== undefined || isOfResolvers) return undefined;
  return {
    subject,
    zone,
    zones,
    deviations: files.flatMap(([, file]) =>
      deviationsOf(
        file,
        files.map(([, { zone: one }]) => one),
      ),
    ),
    inUse: new Set(),
    senders: new Map(),
    dmarcFloor: "none",
    tokens: TOKENS,
  };
}

function inFolder(folder: string): readonly string[] {
  return readdirSync(folder).map((file) => join(folder, file));
}

function zoneFile(file: string): readonly [string, ZoneFile] {
  const origin = basename(file, ".zone");
  return [origin, parseZoneFile(readFileSync(file, "utf8"), origin)];
}

function panelZone({ name, nodes }: Zone): PanelZone {
  const records = [...nodes.values()].flat().filter(({ type }) => type !== "SOA");
  return { name, records: records.map(panelRecord) };
}

function panelRecord(record: ZoneRecord): PanelRecord {
  return { name: record.name, type: record.type, value: valueText(record) };
}

function valueText({ type, data }: Pick<ZoneRecord, "type" | "data">): string {
  if (typeof data === "string") return data;
  if (Buffer.isBuffer(data)) return data.subarray(1).toString();
  if (type === "MX" && "exchange" in data) return `${data.preference} ${data.exchange}`;
  const chunks = [data].flat();
  return Buffer.concat(
    chunks.map((chunk) => Buffer.from(chunk instanceof Uint8Array ? chunk : "")),
  ).toString();
}

function deviationsOf({ zone, faults, variants }: ZoneFile, all: readonly Zone[]): readonly Deviation[] {
  const servers = (zone.nodes.get(zone.name) ?? []).flatMap((one) =>
    one.type === "NS" ? [String(one.data)] : [],
  );
  const numberOf = (address: string) =>
    servers.findIndex((server) =>
      all.some(({ nodes }) => (nodes.get(server) ?? []).some(({ data }) => data === address)),
    );
  const failing = faults.flatMap(({ kind, name, below, server }): readonly Deviation[] => {
    if (!(kind in REASONS)) return [];
    const fails = REASONS[kind as keyof typeof REASONS];
    return [{ name, below, fails, ...(server === undefined ? {} : { server: numberOf(server) }) }];
  });
  const differing = [...variants].flatMap(([address, variant]) =>
    [...new Set([...zone.nodes.keys(), ...variant.nodes.keys()])].flatMap((name) =>
      differencesAt(name, zone, variant).map((holds) => ({
        server: numberOf(address),
        name,
        below: false,
        holds,
      })),
    ),
  );
  return [...failing, ...differing];
}

function differencesAt(name: string, zone: Zone, variant: Zone): readonly NonNullable<Deviation["holds"]>[] {
  const held = (one: Zone, type: string) =>
    (one.nodes.get(name) ?? []).filter((record) => record.type === type).map(valueText);
  const records = [...(zone.nodes.get(name) ?? []), ...(variant.nodes.get(name) ?? [])];
  return [...new Set(records.map(({ type }) => type))]
    .map((type) => ({ type, values: held(variant, type) }))
    .filter(({ type, values }) => values.join("\n") !== held(zone, type).join("\n"));
}
