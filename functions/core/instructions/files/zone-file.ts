import type { PublishedRecord } from "#core/records/advised-record";
import { isOptional } from "../record-card.ts";

/** RFC 1035 §3.3: a character string holds at most 255 octets. */
const CHUNK = /.{1,255}/gs;

/**
 * Cloudflare's import reads tags in comments, and would proxy the CNAME without this one:
 * https://developers.cloudflare.com/dns/manage-dns-records/how-to/import-and-export/
 */
const NOT_PROXIED = " ; cf_tags=cf-proxied:false";

/**
 * Writes the records as lines of a master file (RFC 1035 §5.1), with absolute names that are valid in any
 * zone.
 */
export function zoneFile(records: readonly PublishedRecord[]): string {
  return `${records.map(zoneLine).join("\n")}\n`;
}

function zoneLine(record: PublishedRecord): string {
  const line = `${record.name}.\t${record.ttl}\tIN\t${record.type}\t${recordData(record)}`;
  return isOptional(record) ? `${line} ; optional` : line;
}

function recordData(record: PublishedRecord): string {
  if (record.type === "TXT") return (record.value.match(CHUNK) ?? [""]).map(quoted).join(" ");
  if (record.type === "MX") return `${record.priority ?? 10} ${record.value}.`;
  return `${record.value}.${NOT_PROXIED}`;
}

function quoted(chunk: string): string {
  return `"${chunk.replace(/["\\]/g, "\\$&")}"`;
}
