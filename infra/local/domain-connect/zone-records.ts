import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Applied, ZoneRecord } from "#core/domain-connect/apply-template";
import type { ZoneRecord as FileRecord } from "../dns/zone-data.ts";
import { parseZoneFile } from "../dns/zone-file.ts";

/** Returns the path of a zone's file. */
function zonePath(directory: string, zone: string): string {
  return join(directory, `${zone}.zone`);
}

/** Returns whether the local DNS has a zone. */
export function hasZone(directory: string, zone: string): boolean {
  return /^[a-z0-9.-]+$/.test(zone) && existsSync(zonePath(directory, zone));
}

/** Reads the records of a zone from the file that the local DNS serves. */
export function readZone(directory: string, zone: string): readonly ZoneRecord[] {
  return recordsIn(readFileSync(zonePath(directory, zone), "utf8"), zone);
}

function recordsIn(text: string, zone: string): readonly ZoneRecord[] {
  return [...parseZoneFile(text, zone).zone.nodes.values()].flat().map((record) => ({
    name: record.name,
    type: record.type,
    ttl: record.ttl ?? 0,
    value: textValueOf(record),
  }));
}

/** Writes a change into a zone's file: deleted records are removed, and new records are appended. */
export function changeZone(directory: string, zone: string, { added, deleted, zone: after }: Applied): void {
  const path = zonePath(directory, zone);
  const text = readFileSync(path, "utf8").trimEnd();
  // If nothing is deleted, the file keeps its comments.
  const lines = deleted.length === 0 ? [text, ...added.map(lineOf)] : after.map(lineOf);
  writeFileSync(path, `${lines.join("\n")}\n`);
}

function lineOf({ name, type, ttl, value }: ZoneRecord): string {
  return `${name}. ${ttl} IN ${type} ${dataOf(type, value)}`;
}

function dataOf(type: string, value: string): string {
  if (type === "TXT") return `"${value.replace(/["\\]/g, "\\$&")}"`;
  return ["CNAME", "MX", "NS"].includes(type) ? `${value}.` : value;
}

function textValueOf(record: FileRecord): string {
  switch (record.type) {
    case "MX":
      return `${record.data.preference} ${record.data.exchange}`;
    case "TXT":
      return [record.data].flat().map(String).join("");
    case "SOA": {
      const { mname, rname, serial, refresh, retry, expire, minimum } = record.data;
      return `${mname}. ${rname}. ${serial} ${refresh} ${retry} ${expire} ${minimum}`;
    }
    case "SRV":
      return `${record.data.priority ?? 0} ${record.data.weight ?? 0} ${record.data.port} ${record.data.target}.`;
    case "CAA":
      return `${record.data.flags ?? 0} ${record.data.tag} "${record.data.value}"`;
    default:
      if (typeof record.data === "string") return record.data;
      throw new Error(`The local DNS provider cannot write records of the type ${record.type}`);
  }
}
