import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { median } from "../median.ts";
import { round } from "./comparison.ts";
import type { Measured } from "./measure.ts";
import { runProcess, startWorld } from "./processes.ts";

/** The size of a comparison. */
interface ComparedExtent {
  readonly runs: number;
  readonly domains: number;
}

/** With fewer domains, most of the time goes into compiling the code. */
export const COMPARED: ComparedExtent = { runs: 3, domains: 2_000 };

const IN_FLIGHT = 16;
const SCRIPT = "infra/bench/diagnosis/measure.ts";

/** Full diagnoses a second of two states of the code, as medians of runs in turns. */
export interface Compared {
  readonly theirs: number;
  readonly ours: number;
  /** The median of the ratios of the runs; each run meets the machine in one state. */
  readonly ratio: number;
}

/** Measures the diagnosis of another checkout and our own in turns, at the same servers. */
export async function compareWith(checkout: string, { runs, domains }: ComparedExtent): Promise<Compared> {
  const world = await startWorld(domains, 0);
  const perSecond = async (script: URL): Promise<number> => {
    const measuring = { contender: "sendworthy", ports: world.ports, domains, inFlight: IN_FLIGHT };
    const { right, elapsedMs } = await runProcess<Measured>(script, measuring);
    if (right < domains) throw new Error(`${script.pathname} found ${right} domains to be right`);
    return (domains / elapsedMs) * 1_000;
  };
  const theirScript = pathToFileURL(resolve(checkout, SCRIPT));
  const ourScript = new URL("./measure.ts", import.meta.url);
  try {
    // The servers prepare each answer when they are first asked.
    await perSecond(ourScript);
    const all: { readonly theirs: number; readonly ours: number }[] = [];
    for (let run = 0; run < runs; run += 1) {
      all.push({ theirs: await perSecond(theirScript), ours: await perSecond(ourScript) });
    }
    return {
      theirs: round(median(all.map(({ theirs }) => theirs))),
      ours: round(median(all.map(({ ours }) => ours))),
      ratio: round(median(all.map(({ theirs, ours }) => ours / theirs)), 2),
    };
  } finally {
    world.stop();
  }
}
