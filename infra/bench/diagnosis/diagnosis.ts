import { availableParallelism } from "node:os";
import type { BenchResult } from "../bench-result.ts";
import { median } from "../median.ts";
import type { Ports } from "./contenders.ts";
import type { Measured, Measuring } from "./measure.ts";
import { DIG_QUESTIONS, hasDig, measure, measureDig, startWorld } from "./processes.ts";

/** The size of the measurement. */
export interface Extent {
  readonly runs: number;
  readonly latencyMs: number;
  /** Domains diagnosed one after the other, with latency and without. */
  readonly oneByOne: number;
  /** Domains diagnosed many at a time. */
  readonly many: number;
  readonly manyInFlight: number;
  /** Domains in flight when memory is measured; their latency is long enough for all to begin before one is done. */
  readonly crowd: number;
  readonly crowdLatencyMs: number;
}

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

const round = (number: number, digits = 1): number => Number(number.toFixed(digits));

/** Measures a full diagnosis of domains that are right, next to a script of `dig` calls and to a loop over node:dns. */
export async function benchDiagnosis(extent: Extent, print: (line: string) => void): Promise<BenchResult> {
  const { runs, latencyMs, many, manyInFlight, crowd } = extent;
  const withDig = hasDig();
  if (!withDig) print("!! There is no dig on this machine: it is LEFT OUT of the comparison");
  const near = await startWorld(many, 0);
  const far = await startWorld(many, latencyMs);
  const all: Awaited<ReturnType<typeof measureOnce>>[] = [];
  for (let run = 1; run <= runs; run += 1) {
    print(`run ${run} of ${runs}`);
    all.push(await measureOnce(extent, near.ports, far.ports, withDig));
  }
  near.stop();
  far.stop();
  print(`${crowd} in flight`);
  const memory = await measureMemory(extent);

  const of = (pick: (one: (typeof all)[number]) => number): number => median(all.map(pick));
  const near1 = { sendworthy: of((one) => one.near.sendworthy), nodeDns: of((one) => one.near.nodeDns) };
  const far1 = { sendworthy: of((one) => one.far.sendworthy), nodeDns: of((one) => one.far.nodeDns) };
  const perSecond = {
    sendworthy: of((one) => one.perSecond.sendworthy),
    nodeDns: of((one) => one.perSecond.nodeDns),
  };
  const dig = withDig ? { near: of((one) => one.near.dig), far: of((one) => one.far.dig) } : undefined;
  return {
    bench: "diagnosis",
    machine: { node: process.version, cpus: availableParallelism(), platform: process.platform },
    runs,
    figures: {
      latencyInjectedMs: latencyMs,
      roundsWhenAllIsRight: Math.round((far1.sendworthy - near1.sendworthy) / latencyMs),
      // The contenders differ: the script queries one resolver only, and only the diagnosis finds causes.
      questionsForOneDomain: {
        sendworthy: memory.sendworthy.questions,
        digScript: DIG_QUESTIONS,
        nodeDnsLoop: memory.nodeDnsLoop.questions,
      },
      oneDomainMs: {
        sendworthy: round(far1.sendworthy),
        digScript: dig === undefined ? null : round(dig.far),
        nodeDnsLoop: round(far1.nodeDns),
      },
      oneDomainWithoutLatencyMs: {
        sendworthy: round(near1.sendworthy),
        digScript: dig === undefined ? null : round(dig.near),
        nodeDnsLoop: round(near1.nodeDns),
      },
      domainsPerSecondOnLoopback: {
        inFlight: manyInFlight,
        sendworthy: round(perSecond.sendworthy),
        nodeDnsLoop: round(perSecond.nodeDns),
        sendworthyOneAtATime: round(1_000 / near1.sendworthy),
        digScriptOneAtATime: dig === undefined ? null : round(1_000 / dig.near),
        nodeDnsLoopOneAtATime: round(1_000 / near1.nodeDns),
      },
      // Memory is measured in one run, since many domains at a time take longest.
      memoryInFlight: memory,
    },
    ratios: {
      digScriptToSendworthyTime: dig === undefined ? null : round(dig.far / far1.sendworthy, 2),
      nodeDnsLoopToSendworthyTime: round(far1.nodeDns / far1.sendworthy, 2),
      digScriptToSendworthyTimeWithoutLatency:
        dig === undefined ? null : round(dig.near / near1.sendworthy, 2),
      nodeDnsLoopToSendworthyTimeWithoutLatency: round(near1.nodeDns / near1.sendworthy, 2),
      sendworthyToNodeDnsLoopDomainsPerSecond: round(perSecond.sendworthy / perSecond.nodeDns, 2),
      sendworthyToNodeDnsLoopPeakMemory: round(memory.sendworthy.peakMb / memory.nodeDnsLoop.peakMb, 2),
    },
  };
}

async function measureOnce(extent: Extent, near: Ports, far: Ports, withDig: boolean) {
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

async function measureMemory({ crowd, crowdLatencyMs }: Extent) {
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
