import { availableParallelism } from "node:os";
import { runProcess, startWorld } from "../diagnosis/processes.ts";
import { median } from "../median.ts";
import type { ProbesMeasured, Probing } from "./measure.ts";

/** The result of `npm run bench -- probe`: medians over the runs. */
export interface ProbeResult {
  readonly bench: "probe";
  readonly machine: { readonly node: string; readonly cpus: number; readonly platform: string };
  readonly runs: number;
  readonly domainsPerSecond: number;
  readonly nodeDnsDomainsPerSecond: number;
  /** The median of the runs' ratios. */
  readonly ratioToNodeDns: number;
  /** The same ratio for the processor time of one domain, which other load on the machine affects less. */
  readonly processorRatioToNodeDns: number;
  readonly queriesPerDomain: number;
  readonly peakMb: number;
}

const RUNS = 5;
const EXTENT = { domains: 400, warmUpTurns: 10, turns: 60, inFlight: 32 };

/** Measures the prober and a loop over node:dns that queries the same records, on loopback. */
export async function benchProbe(print: (line: string) => void): Promise<ProbeResult> {
  const world = await startWorld(EXTENT.domains, 0);
  const all: { readonly prober: ProbesMeasured; readonly nodeDns: ProbesMeasured }[] = [];
  try {
    for (let run = 1; run <= RUNS; run += 1) {
      const one = async (contender: Probing["contender"]) =>
        measureRight({ contender, ports: world.ports, ...EXTENT });
      all.push({ prober: await one("prober"), nodeDns: await one("nodeDns") });
      print(`run ${run} of ${RUNS}: ${JSON.stringify(all.at(-1))}`);
    }
  } finally {
    world.stop();
  }
  const of = (pick: (one: (typeof all)[number]) => number, digits: number): number =>
    Number(median(all.map(pick)).toFixed(digits));
  return {
    bench: "probe",
    machine: { node: process.version, cpus: availableParallelism(), platform: process.platform },
    runs: RUNS,
    domainsPerSecond: of(({ prober }) => prober.domainsPerSecond, 0),
    nodeDnsDomainsPerSecond: of(({ nodeDns }) => nodeDns.domainsPerSecond, 0),
    ratioToNodeDns: of(({ prober, nodeDns }) => prober.domainsPerSecond / nodeDns.domainsPerSecond, 2),
    processorRatioToNodeDns: of(({ prober, nodeDns }) => nodeDns.processorUs / prober.processorUs, 2),
    queriesPerDomain: of(({ prober }) => prober.queriesPerDomain, 2),
    peakMb: of(({ prober }) => prober.peakMb, 1),
  };
}

/** Measures a contender, and throws if it did not find every domain right in every turn. */
async function measureRight(probing: Probing): Promise<ProbesMeasured> {
  const measured = await runProcess<ProbesMeasured>(new URL("./measure.ts", import.meta.url), probing);
  const probes = probing.turns * probing.domains;
  if (measured.right === probes) return measured;
  throw new Error(`${probing.contender} found ${measured.right} of ${probes} probes to be right`);
}
