import type { Life } from "./life.ts";
import type { Looks } from "./peer-looks.ts";
import type { Peer } from "./peers.ts";
import { simulatedIdentity } from "./simulated-ses.ts";

/** What SES comes to under a peer that sets everything up at once and then asks about it. */
export interface SesUnder {
  /** The time when SES first reported SUCCESS for everything that the peer reads. */
  readonly successMs?: number;
  /** The look that heard of it. */
  readonly known?: number;
  /** When the peer stopped asking because SES had given up. */
  readonly forgottenMs?: number;
  /** Calls that started the 72 hours again. */
  readonly restarts: number;
}

/** Two calls start both clocks again. */
const CALLS_TO_RESTART = 2;

/** Follows SES's 72 hours, look by look of the peer. */
export function sesUnder({ hears, afterFailure }: Peer, life: Life, { times }: Looks): SesUnder {
  const identity = simulatedIdentity(life, life.createdMs);
  // A result that no peer reads is not simulated.
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
    // Looks between two of SES's own hear the same again.
    sinceMs = identity.nextLookMs();
  }
  return { restarts };
}

function firstOf(times: Iterable<number>): number | undefined {
  const [first] = times;
  return first;
}
