import { Resolver } from "node:dns/promises";
import { createDnsProber } from "#adapters/dns/dns-prober";
import { isRightRecord } from "#core/dns/record-state";
import { type RequiredRecord, requiredRecords } from "#core/records/required-records";
import type { Ports } from "../diagnosis/contenders.ts";
import { domainName, REGION, TOKENS } from "../diagnosis/zones.ts";

/** What one process measures. */
export interface Probing {
  readonly contender: "prober" | "nodeDns";
  readonly ports: Ports;
  readonly domains: number;
  /**
   * How often each domain is probed before it counts. This finds the name servers and lets the engine compile
   * the code.
   */
  readonly warmUpTurns: number;
  readonly turns: number;
  readonly inFlight: number;
}

/** The result of a measurement. */
export interface ProbesMeasured {
  readonly domainsPerSecond: number;
  /** The processor time of the process for one domain, including compiler and garbage collector. */
  readonly processorUs: number;
  readonly queriesPerDomain: number;
  readonly peakMb: number;
  /** The probes that found all five records right; it should be all of them. */
  readonly right: number;
}

const ADDRESS = "127.0.0.1";
const KB_IN_MB = 1_024;
const QUERY_MS = 5_000;

const { contender, ports, domains, warmUpTurns, turns, inFlight } = JSON.parse(
  process.argv[2] ?? "{}",
) as Probing;
let queries = 0;
const probes = { prober: proberOf(), nodeDns: nodeDnsOf() };
const probe = probes[contender];

await run(0, warmUpTurns);
queries = 0;
const startedAt = performance.now();
const startedWith = process.cpuUsage();
const right = await run(warmUpTurns, warmUpTurns + turns);
const seconds = (performance.now() - startedAt) / 1_000;
const used = process.cpuUsage(startedWith);
const probed = turns * domains;
const measured: ProbesMeasured = {
  domainsPerSecond: probed / seconds,
  processorUs: (used.user + used.system) / probed,
  queriesPerDomain: queries / probed,
  peakMb: process.resourceUsage().maxRSS / KB_IN_MB,
  right,
};
process.send?.(measured, () => process.exit());

/** Probes every domain in each of these turns, several in parallel, and returns how many were right. */
async function run(firstTurn: number, endTurn: number): Promise<number> {
  let next = firstTurn * domains;
  let found = 0;
  const work = async (): Promise<void> => {
    while (next < endTurn * domains) {
      const [turn, index] = [Math.floor(next / domains), next % domains];
      next += 1;
      if (await probe(domainName(index), turn)) found += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return found;
}

/** Queries as probe-domains does: one name server for each of the five records. */
function proberOf() {
  const resolvers = [{ address: ADDRESS, port: ports.resolver }];
  const limits = { queryMs: QUERY_MS };
  const options = { resolvers, port: ports.authority, allowedRanges: ["127.0.0.0/8"], limits };
  const prober = createDnsProber(options, (count) => {
    queries += count;
  });
  return async (domain: string, minute: number): Promise<boolean> => {
    const records = recordsOf(domain);
    const answers = await prober.askOne(records, minute);
    return records.every(({ type, value }, index) => {
      const answer = answers[index];
      return answer?.kind === "records" && isRightRecord({ type, values: [value] }, answer.values);
    });
  };
}

/** Sends the same five questions to the same server with node:dns, one after the other. */
function nodeDnsOf() {
  const resolver = new Resolver({ timeout: QUERY_MS, tries: 4 });
  resolver.setServers([`${ADDRESS}:${ports.authority}`]);
  return async (domain: string): Promise<boolean> => {
    let isRight = true;
    for (const { name, type, value } of recordsOf(domain)) {
      queries += 1;
      const values = await valuesOf(resolver, name, type);
      isRight &&= isRightRecord({ type, values: [value] }, values);
    }
    return isRight;
  };
}

async function valuesOf(
  resolver: Resolver,
  name: string,
  type: RequiredRecord["type"],
): Promise<readonly string[]> {
  switch (type) {
    case "CNAME":
      return resolver.resolveCname(name);
    case "MX":
      return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`);
    case "TXT":
      return (await resolver.resolveTxt(name)).map((strings) => strings.join(""));
  }
}

function recordsOf(domain: string): readonly RequiredRecord[] {
  return requiredRecords({
    identity: domain,
    mailFrom: `email.${domain}`,
    dkimTokens: TOKENS,
    signingHostedZone: "dkim.amazonses.com",
    region: REGION,
  });
}
