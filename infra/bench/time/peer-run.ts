import { randomOf } from "../random.ts";
import type { CustomerModel } from "./customer-model.ts";
import { type Life, lifeOf } from "./life.ts";
import { type Meter, newMeter } from "./meter.ts";
import { oldestFirst } from "./oldest-first.ts";
import { IN_GOOD_TIME_MS, isBefore, type Outcome, type PolicyRun } from "./outcome.ts";
import { type CheckTimes, checkTimesOf } from "./peer-checks.ts";
import { sesUnder } from "./peer-ses.ts";
import type { Peer } from "./peers.ts";
import { PRICES } from "./prices.ts";
import { resolverCache } from "./simulated-dns.ts";
import { waitingSince } from "./waiting.ts";

/** Simulates the same customers under the policy of a peer. */
export function runPeer(peer: Peer, count: number, seed: number, model: CustomerModel): PolicyRun {
  const lives = Array.from({ length: count }, (_, number) => lifeOf(number, seed, model));
  const checks = peer.oldest === undefined ? undefined : oldestFirst(peer, lives);
  const outcomes = lives.map((life) =>
    outcomeOf(peer, life, checks?.get(life) ?? checkTimesOf(peer, life), model, seed),
  );
  return {
    name: peer.name,
    outcomes,
    consoleCosts: null,
    fixedPerMonth: null,
    watchReads: null,
    watchMonth: null,
  };
}

function outcomeOf(peer: Peer, life: Life, checks: CheckTimes, model: CustomerModel, seed: number): Outcome {
  const ses = peer.sesReadsPerCheck > 0 ? sesUnder(peer, life, checks) : undefined;
  const known = ses === undefined ? seenInDns(peer, life, checks) : ses.known;
  const { rightMs } = life;
  const waitingMs = rightMs === undefined ? undefined : waitingSince(life, rightMs, known);
  const isInTime = rightMs !== undefined && rightMs < life.createdMs + IN_GOOD_TIME_MS;
  const { made, rechecks } = countChecks(peer, life, checks, known ?? ses?.forgottenMs);
  return {
    meter: meterOf(peer, made + rechecks, peer.sesWritesAtStart + (ses?.restarts ?? 0)),
    ...(rightMs !== undefined && known !== undefined && { dnsDelayMs: Math.max(0, known - rightMs) }),
    ...(waitingMs !== undefined &&
      known !== undefined && { afterActionDelayMs: Math.max(0, known - waitingMs) }),
    ...(ses?.successMs !== undefined && known !== undefined && { sesDelayMs: known - ses.successMs }),
    isStuck: isInTime && known === undefined,
    isTooEarly: isBefore(known, rightMs),
    falseLost: peer.readsSilenceAsLoss ? silences(rechecks, model.silentChecks, seed, life.number) : 0,
  };
}

/** Returns the time of the first check that finds all records right, at the name servers or in a resolver's cache. */
function seenInDns(peer: Peer, life: Life, { times }: CheckTimes): number | undefined {
  const cache = resolverCache(life);
  for (const atMs of times(life.createdMs)) {
    const isWorthIt = life.rightMs !== undefined && atMs >= life.rightMs;
    if (peer.asksDns === "resolver" ? cache(atMs).isRight : isWorthIt) return atMs;
  }
  return undefined;
}

function countChecks(
  peer: Peer,
  life: Life,
  { times, count }: CheckTimes,
  untilMs = life.endMs,
): { made: number; rechecks: number } {
  const made = count(untilMs);
  if (peer.recheckSeconds === undefined || untilMs >= life.endMs) return { made, rechecks: 0 };
  const [firstMs = untilMs] = times(untilMs);
  return { made, rechecks: Math.floor((life.endMs - firstMs) / (peer.recheckSeconds * 1000)) };
}

function meterOf(peer: Peer, checks: number, sesWrites: number): Meter {
  const runs = checks / peer.domainsACall;
  return {
    ...newMeter(),
    sesReads: runs * peer.sesReadsPerCheck,
    sesWrites,
    dnsQueries: checks * peer.dnsQueriesPerCheck,
    // Counted as one short invocation that reads and writes one item. The peer's own servers are not counted.
    functions: {
      check: {
        invocations: runs,
        lambdaMs: runs * PRICES.assumed.peerCheckMilliseconds,
        readUnits: checks,
        writeUnits: checks,
        recordUnits: 0,
      },
    },
  };
}

/** Counts the checks that no name server answers. */
function silences(checks: number, share: number, seed: number, number: number): number {
  const random = randomOf(seed ^ 0x5f3759df, number);
  let silent = 0;
  for (let check = 0; check < checks; check += 1) if (random.chance(share)) silent += 1;
  return silent;
}
