import { availableParallelism } from "node:os";
import type { BenchResult } from "../bench-result.ts";
import { comparisonOf, type Extent, type Memory, type Run, round } from "./comparison.ts";
import type { Ports } from "./contenders.ts";
import type { Measured, Measuring } from "./measure.ts";
import { hasDig, measure, measureDig, startWorld } from "./processes.ts";

/** The size that `npm run bench -- diagnosis` measures. */
export const FULL: Extent = {
  runs: 3,
  latencyMs: 40,
  oneByOne: 5,
  many: 200,
  manyInFlight: 16,
  crowd: 500,
  crowdLatencyMs: 1_000,
};

const CROWD_STAGGER_MS = 4;

/**
 * Measures a full diagnosis of right domains, and compares it with a script of `dig` calls and a loop over
 * node:dns.
 */
export async function benchDiagnosis(extent: Extent, print: (line: string) => void): Promise<BenchResult> {
  const { runs, latencyMs, many, crowd } = extent;
  const withDig = hasDig();
  if (!withDig) print("!! There is no dig on this machine: it is LEFT OUT of the comparison");
  const near = await startWorld(many, 0);
  const far = await startWorld(many, latencyMs);
  const all: Run[] = [];
  for (let run = 1; run <= runs; run += 1) {
    print(`run ${run} of ${runs}`);
    all.push(await measureOnce(extent, near.ports, far.ports, withDig));
  }
  near.stop();
  far.stop();
  print(`${crowd} in flight`);
  const memory = await measureMemory(extent);

  return {
    bench: "diagnosis",
    machine: { node: process.version, cpus: availableParallelism(), platform: process.platform },
    runs,
    ...comparisonOf(extent, all, memory, withDig),
  };
}

async function measureOnce(extent: Extent, near: Ports, far: Ports, withDig: boolean): Promise<Run> {
  const { oneByOne, many, manyInFlight } = extent;
  const single = (contender: Measuring["contender"], ports: Ports): Promise<number> =>
    measureRight({ contender, ports, domains: oneByOne, inFlight: 1 }).then(
      ({ elapsedMs }) => elapsedMs / oneByOne,
    );
  const crowded = (contender: Measuring["contender"]): Promise<number> =>
    measureRight({ contender, ports: near, domains: many, inFlight: manyInFlight }).then(
      ({ elapsedMs }) => (many / elapsedMs) * 1_000,
    );
  const dig = async (ports: Ports): Promise<number> =>
    withDig ? (await measureDig(ports, oneByOne)) / oneByOne : Number.NaN;
  return {
    far: {
      sendworthy: await single("sendworthy", far),
      nodeDns: await single("nodeDns", far),
      dig: await dig(far),
    },
    near: {
      sendworthy: await single("sendworthy", near),
      nodeDns: await single("nodeDns", near),
      dig: await dig(near),
    },
    perSecond: { sendworthy: await crowded("sendworthy"), nodeDns: await crowded("nodeDns") },
  };
}

async function measureMemory({ crowd, crowdLatencyMs }: Extent): Promise<Memory> {
  const world = await startWorld(crowd, crowdLatencyMs);
  const one = async (contender: Measuring["contender"]) => {
    const staggerMs = CROWD_STAGGER_MS;
    const measured = await measure({
      contender,
      ports: world.ports,
      domains: crowd,
      inFlight: crowd,
      staggerMs,
    });
    const { inFlight, right, questions, peakMb, idleMb } = measured;
    return { inFlight, right, questions, peakMb: round(peakMb), idleMb: round(idleMb) };
  };
  try {
    return { sendworthy: await one("sendworthy"), nodeDnsLoop: await one("nodeDns") };
  } finally {
    world.stop();
  }
}

/** Measures a contender, and throws if it did not find every domain right. */
async function measureRight(measuring: Measuring): Promise<Measured> {
  const measured = await measure(measuring);
  if (measured.right === measuring.domains) return measured;
  throw new Error(
    `${measuring.contender} found ${measured.right} of ${measuring.domains} domains to be right`,
  );
}
