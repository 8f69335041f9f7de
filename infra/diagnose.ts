import { createDnsResolver } from "#adapters/dns/dns-resolver";
import type { Endpoint } from "#adapters/dns/endpoint";
import { diagnose } from "#core/diagnosis/diagnose";
import type { DnsResolver } from "#core/dns/observation";
import { runCommand } from "./command-line.ts";
import { readArguments } from "./diagnose/arguments.ts";
import { EXIT_CODES, outcomeOf } from "./diagnose/outcome.ts";
import { paintFor } from "./diagnose/paint.ts";
import { reportOf } from "./diagnose/report.ts";
import { tableOf } from "./diagnose/table.ts";

const USAGE =
  "npm run diagnose -- --domain DOMAIN (--mail-from DOMAIN --region REGION --tokens T1,T2,T3 [--hosted-zone ZONE] | --expect FILE) [--resolver IP:PORT] [--evidence] [--json]";

/** Two validating resolvers of different operators, as in the template. */
const PUBLIC_RESOLVERS: readonly Endpoint[] = [
  { address: "1.1.1.1", port: 53 },
  { address: "8.8.8.8", port: 53 },
];

const LONGEST_LINE = 100;

function resolverFor(given: Endpoint | undefined): DnsResolver {
  return given === undefined
    ? createDnsResolver({ resolvers: PUBLIC_RESOLVERS, port: 53, allowedRanges: [] })
    : createDnsResolver({
        resolvers: [given],
        port: given.port,
        allowedRanges: ["127.0.0.0/8", "::1/128"],
        mayReplaceRoot: true,
      });
}

/** Prints why a domain is not verified, and the next step. */
async function command(): Promise<number> {
  const { subject, resolver, evidence, json } = readArguments(process.argv.slice(2));
  const now = Date.now();
  const startedAt = performance.now();
  const session = resolverFor(resolver).open();
  try {
    const diagnosis = await diagnose(subject, session, now);
    const elapsedMs = Math.round(performance.now() - startedAt);
    const port = resolver === undefined ? {} : { port: resolver.port };
    const report = reportOf(subject, diagnosis, { queries: session.queries(), elapsedMs, now, ...port });
    const width = Math.min(process.stdout.columns || LONGEST_LINE, LONGEST_LINE) - 2;
    const paint = paintFor(process.stdout, process.env);
    console.log(json ? JSON.stringify(report, null, 2) : tableOf(report, { paint, width, now, evidence }));
    return EXIT_CODES[outcomeOf(report)];
  } finally {
    session.end();
  }
}

await runCommand({ name: "diagnose", usage: USAGE, failure: EXIT_CODES.unknown }, command);
