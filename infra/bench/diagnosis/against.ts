import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { median } from "../median.ts";
import { round } from "./comparison.ts";
import { measure, startWorld } from "./processes.ts";

/** The size of a comparison. */
interface ComparedExtent {
  readonly runs: number;
  readonly domains: number;
}

/** With fewer domains, most of the time goes into compiling the code. */
export const COMPARED: ComparedExtent = { runs: 5, domains: 2_000 };

const IN_FLIGHT = 16;
const CONTENDERS = "infra/bench/diagnosis/contenders.ts";

/** One full diagnosis: how many a second, and the processor time of one, in microseconds. */
interface Pace {
  readonly perSecond: number;
  readonly processorUs: number;
}

/** Full diagnoses of two states of the code, as medians of runs in turns. */
export interface Compared {
  readonly theirs: Pace;
  readonly ours: Pace;
  /** The medians of the ratios of the runs, since each run meets the machine in one state. */
  readonly ratio: number;
  readonly processorRatio: number;
}

/** Measures the diagnosis of another checkout and our own in turns, at the same servers. */
export async function compareWith(checkout: string, { runs, domains }: ComparedExtent): Promise<Compared> {
  const world = await startWorld(domains, 0);
  const paceOf = async (contenders: { readonly contenders?: string }): Promise<Pace> => {
    const work = { contender: "sendworthy", ...contenders, domains, inFlight: IN_FLIGHT } as const;
    const { right, elapsedMs, processorMs } = await measure({ ...work, ports: world.ports });
    if (right < domains) throw new Error(`${right} of ${domains} domains were found to be right`);
    return { perSecond: (domains / elapsedMs) * 1_000, processorUs: (processorMs / domains) * 1_000 };
  };
  const theirs = { contenders: pathToFileURL(resolve(checkout, CONTENDERS)).href };
  try {
    // The servers prepare each answer when they are first asked.
    await paceOf({});
    const all: { readonly theirs: Pace; readonly ours: Pace }[] = [];
    for (let run = 0; run < runs; run += 1) {
      all.push({ theirs: await paceOf(theirs), ours: await paceOf({}) });
    }
    return comparedOf(all);
  } finally {
    world.stop();
  }
}

function comparedOf(all: readonly Pick<Compared, "theirs" | "ours">[]): Compared {
  const paceOf = (whose: "theirs" | "ours"): Pace => ({
    perSecond: round(median(all.map((run) => run[whose].perSecond))),
    processorUs: round(median(all.map((run) => run[whose].processorUs))),
  });
  return {
    theirs: paceOf("theirs"),
    ours: paceOf("ours"),
    ratio: round(median(all.map(({ theirs, ours }) => ours.perSecond / theirs.perSecond)), 2),
    processorRatio: round(median(all.map(({ theirs, ours }) => theirs.processorUs / ours.processorUs)), 2),
  };
}
