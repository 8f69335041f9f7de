import type { Life } from "./life.ts";
import type { CheckTimes } from "./peer-checks.ts";
import type { Peer } from "./peers.ts";
import { simulatedIdentity } from "./simulated-ses.ts";

/** The course of SES's verification under a peer that sets everything up at once and then reads the status. */
export interface SesUnder {
  /** The time at which SES had SUCCESS for every status that the peer reads. */
  readonly successMs?: number;
  /** The time of the check that observed it. */
  readonly known?: number;
  /** The time at which the peer stopped checking because SES had given up. */
  readonly forgottenMs?: number;
  /** The calls that started the 72 hours again. */
  readonly restarts: number;
}

/** One call for DKIM and one for MAIL FROM. */
const CALLS_TO_RESTART = 2;

/** Simulates SES's 72 hours, one check of the peer after the other. */
export function sesUnder({ hears, afterFailure }: Peer, life: Life, { times }: CheckTimes): SesUnder {
  const identity = simulatedIdentity(life, life.createdMs);
  // A status that the peer does not read need not be simulated.
  const setMailFrom = hears === "dkim" ? () => undefined : identity.setMailFrom;
  setMailFrom(life.createdMs);
  let restarts = 0;
  let sinceMs: number | undefined = life.createdMs;
  while (sinceMs !== undefined) {
    const atMs = firstOf(times(sinceMs));
    if (atMs === undefined) break;
    const { dkim, mailFrom = "SUCCESS" } = identity.status(atMs);
    const successMs = identity.verifiedMs(atMs);
    if (successMs !== undefined && dkim === "SUCCESS" && mailFrom === "SUCCESS") {
      return { successMs, known: atMs, restarts };
    }
    const failed = { dkim: dkim === "FAILED", mailFrom: mailFrom === "FAILED" };
    if ((failed.dkim || failed.mailFrom) && afterFailure === "forgets")
      return { forgottenMs: atMs, restarts };
    if (afterFailure === "restarts") {
      if (failed.dkim) identity.restartDkim(atMs);
      if (failed.mailFrom) setMailFrom(atMs);
      restarts += failed.dkim || failed.mailFrom ? CALLS_TO_RESTART : 0;
    }
    // SES's status does not change between two of its own checks.
    sinceMs = identity.nextCheckMs();
  }
  return { restarts };
}

function firstOf(times: Iterable<number>): number | undefined {
  const [first] = times;
  return first;
}
