import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type DnsServer, startDnsServer } from "../../infra/local/dns/dns-server.ts";

/** The beginning of all test zones; negative answers are cached for 300 seconds. */
export const ZONE_HEAD = `$TTL 3600
@ IN SOA ns1 hostmaster 1 7200 900 1209600 300
@ IN NS ns1
ns1 IN A 127.0.0.1
`;

/**
 * On Linux all of 127.0.0.0/8 is loopback. Elsewhere only 127.0.0.1 is, and differing servers cannot be
 * tested.
 */
export const hasManyLoopbackAddresses = process.platform === "linux";

/** Zone files in a separate directory, which is removed after the test. */
export interface ZoneFiles {
  readonly directory: string;
  /** Writes a zone file with these records after the common beginning, or after another one. */
  write(zone: string, records: string, head?: string): void;
  append(zone: string, text: string): void;
  path(zone: string): string;
}

/** Makes a directory of zones, by zone name. */
function createZoneFiles(zones: Readonly<Record<string, string>>): ZoneFiles {
  const directory = mkdtempSync(join(tmpdir(), "zones-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const path = (zone: string) => join(directory, `${zone}.zone`);
  const files: ZoneFiles = {
    directory,
    path,
    write: (zone, records, head = ZONE_HEAD) => writeFileSync(path(zone), head + records),
    append: (zone, text) => appendFileSync(path(zone), text),
  };
  for (const [zone, records] of Object.entries(zones)) files.write(zone, records);
  return files;
}

/** Serves zones on a free port until the test ends. */
export async function serveZones(
  zones: Readonly<Record<string, string>>,
  hosts: readonly string[] = ["127.0.0.1"],
): Promise<{ server: DnsServer; files: ZoneFiles; reports: string[] }> {
  const files = createZoneFiles(zones);
  const reports: string[] = [];
  const report = (message: string) => void reports.push(message);
  const server = await startDnsServer({ zones: files.directory, hosts, port: 0, report });
  onTestFinished(() => server.stop());
  return { server, files, reports };
}
