import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { type Diagnosis, diagnose } from "#core/diagnosis/diagnose";
import type { Subject } from "#core/diagnosis/model/subject";
import { startCachingResolver } from "../../infra/local/dns/caching-resolver.ts";
import { startDnsServer } from "../../infra/local/dns/dns-server.ts";
import { ask } from "../support/dns-asking.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { hasManyLoopbackAddresses } from "../support/zones.ts";
import { caseZonePaths, NOW } from "./case-file.ts";

/** One name server process and one caching resolver for all zones, queried by the production resolver. */
export interface DiagnosisWorld {
  diagnose(subject: Subject): Promise<Diagnosis & { readonly queries: number }>;
  /** Writes a zone file unchanged. */
  write(zone: string, text: string): void;
  /** Makes the resolver cache that a record is absent, and then adds the record. */
  addLate(zone: string, record: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the servers for all cases. */
export async function startDiagnosisWorld(): Promise<DiagnosisWorld> {
  const directory = mkdtempSync(join(tmpdir(), "diagnosis-"));
  const shared = join(import.meta.dirname, "zones");
  const paths = [...readdirSync(shared).map((file) => join(shared, file)), ...caseZonePaths()];
  for (const path of paths) copyFileSync(path, join(directory, basename(path)));
  const hosts = hasManyLoopbackAddresses ? ["127.0.0.1", "127.0.0.2", "127.0.0.3"] : ["127.0.0.1"];
  const server = await startDnsServer({ zones: directory, hosts, port: 0 });
  const authority = { host: "127.0.0.1", port: server.port };
  const cache = await startCachingResolver({ authority, port: 0, clock: createManualClock() });
  const resolver = createDnsResolver({
    resolvers: [{ address: "127.0.0.1", port: cache.port }],
    port: server.port,
    allowedRanges: ["127.0.0.0/8"],
    limits: { queryMs: 400 },
  });
  const write = (zone: string, text: string) => writeFileSync(join(directory, `${zone}.zone`), text);
  return {
    write,
    async diagnose(subject) {
      const session = resolver.open();
      try {
        return { ...(await diagnose(subject, session, NOW)), queries: session.queries() };
      } finally {
        session.end();
      }
    },
    async addLate(zone, record) {
      const text = readFileSync(join(directory, `${zone}.zone`), "utf8");
      const [host = "", type = ""] = record.split(" ");
      write(
        zone,
        text
          .split("\n")
          .filter((line) => !line.startsWith(`${host} ${type} `))
          .join("\n"),
      );
      await ask(cache, `${host}.${zone}`, type === "MX" ? "MX" : "TXT", { recursionDesired: true });
      write(zone, text);
    },
    async stop() {
      await Promise.all([server.stop(), cache.stop()]);
      rmSync(directory, { recursive: true });
    },
  };
}
