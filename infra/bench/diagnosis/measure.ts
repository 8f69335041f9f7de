import { setTimeout as sleep } from "node:timers/promises";
import { type Contender, nodeDns, type Ports, sendworthy } from "./contenders.ts";
import { domainName } from "./zones.ts";

/** The contender that a process measures, and the size of the work. */
export interface Measuring {
  readonly contender: "sendworthy" | "nodeDns";
  /** The URL of the contenders of another checkout; absent for our own. */
  readonly contenders?: string;
  readonly ports: Ports;
  readonly domains: number;
  readonly inFlight: number;
  /**
   * The pause between the starts of the first domains, because a burst would overflow the servers' buffers.
   */
  readonly staggerMs?: number;
}

/** The result of a measurement. */
export interface Measured {
  readonly elapsedMs: number;
  readonly processorMs: number;
  /** Domains that were found to be right, as all of them are. */
  readonly right: number;
  /** The average number of queries for one domain. */
  readonly questions: number;
  /** The most domains in flight at the same time. */
  readonly inFlight: number;
  /** The peak memory of the process, and its memory before the first domain. */
  readonly peakMb: number;
  readonly idleMb: number;
}

const KB_IN_MB = 1_024;
const WARM_UP = 5;

const {
  contender,
  contenders,
  ports,
  domains,
  inFlight,
  staggerMs = 0,
} = JSON.parse(process.argv[2] ?? "{}") as Measuring;
const ours: Record<typeof contender, Contender> = { sendworthy, nodeDns };
const { [contender]: find } = contenders === undefined ? ours : ((await import(contenders)) as typeof ours);

for (let index = 0; index < WARM_UP; index += 1) await find(domainName(index), ports);
const idleMb = process.resourceUsage().maxRSS / KB_IN_MB;

let next = 0;
let right = 0;
let questions = 0;
let underWay = 0;
let mostUnderWay = 0;
const startedAt = performance.now();
const processor = process.cpuUsage();
const workers = Array.from({ length: inFlight }, async (_, worker) => {
  if (staggerMs > 0) await sleep(worker * staggerMs);
  while (next < domains) {
    const domain = domainName(next);
    next += 1;
    underWay += 1;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    const found = await find(domain, ports).catch(() => ({ isRight: false, questions: 0 }));
    if (found.isRight) right += 1;
    questions += found.questions;
    underWay -= 1;
  }
});
await Promise.all(workers);

const elapsedMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(processor);
const processorMs = (user + system) / 1_000;
const peakMb = process.resourceUsage().maxRSS / KB_IN_MB;
const average = questions / domains;
const measured: Measured = {
  ...{ elapsedMs, processorMs, right, questions: average, inFlight: mostUnderWay, peakMb, idleMb },
};
process.send?.(measured, () => process.exit());
