import { randomOf } from "../random.ts";
import type { CustomerModel } from "./customer-model.ts";
import { type Life, lifeOf } from "./life.ts";
import { type Meter, newMeter } from "./meter.ts";
import { oldestFirst } from "./oldest-first.ts";
import { IN_GOOD_TIME_MS, isBefore, type Outcome, type PolicyRun } from "./outcome.ts";
import { type Looks, looksOf } from "./peer-looks.ts";
import { sesUnder } from "./peer-ses.ts";
import type { Peer } from "./peers.ts";
import { PRICES } from "./prices.ts";
import { resolverCache } from "./simulated-dns.ts";
import { wordBefore } from "./waiting.ts";

/** Lets the same customers live under the policy of a peer. */
export function runPeer(peer: Peer, count: number, seed: number, model: CustomerModel): PolicyRun {
  const lives = Array.from({ length: count }, (_, number) => lifeOf(number, seed, model));
  const looks = peer.oldest === undefined ? undefined : oldestFirst(peer, lives);
  const outcomes = lives.map((life) =>
    outcomeOf(peer, life, looks?.get(life) ?? looksOf(peer, life), model, seed),
  );
  return { name: peer.name, outcomes, fixedPerMonth: null, watchReads: null };
}

function outcomeOf(peer: Peer, life: Life, looks: Looks, model: CustomerModel, seed: number): Outcome {
  const ses = peer.sesReadsPerLook > 0 ? sesUnder(peer, life, looks) : undefined;
  const known = ses === undefined ? seenInDns(peer, life, looks) : ses.known;
  const { rightMs } = life;
  const waitingMs = rightMs === undefined ? undefined : wordBefore(life, rightMs, known);
  const isInTime = rightMs !== undefined && rightMs < life.createdMs + IN_GOOD_TIME_MS;
  const { made, rechecks } = countLooks(peer, life, looks, known ?? ses?.forgottenMs);
  return {
    meter: meterOf(peer, made + rechecks, peer.sesWritesAtStart + (ses?.restarts ?? 0)),
    ...(rightMs !== undefined && known !== undefined && { dnsDelayMs: Math.max(0, known - rightMs) }),
    ...(waitingMs !== undefined &&
      known !== undefined && { afterWordDelayMs: Math.max(0, known - waitingMs) }),
    ...(ses?.successMs !== undefined && known !== undefined && { sesDelayMs: known - ses.successMs }),
    isStuck: isInTime && known === undefined,
    isTooEarly: isBefore(known, rightMs),
    falseLost: peer.readsSilenceAsLoss ? silences(rechecks, model.silentLooks, seed, life.number) : 0,
  };
}

/** The first look that finds all right, at the name servers or in the cache of a resolver. */
function seenInDns(peer: Peer, life: Life, { times }: Looks): number | undefined {
  const cache = resolverCache(life);
  for (const atMs of times(life.createdMs)) {
    const isWorthIt = life.rightMs !== undefined && atMs >= life.rightMs;
    if (peer.asksDns === "resolver" ? cache(atMs).isRight : isWorthIt) return atMs;
  }
  return undefined;
}

function countLooks(
  peer: Peer,
  life: Life,
  { times, count }: Looks,
  untilMs = life.endMs,
): { made: number; rechecks: number } {
  const made = count(untilMs);
  if (peer.recheckSeconds === undefined || untilMs >= life.endMs) return { made, rechecks: 0 };
  const [firstMs = untilMs] = times(untilMs);
  return { made, rechecks: Math.floor((life.endMs - firstMs) / (peer.recheckSeconds * 1000)) };
}

function meterOf(peer: Peer, looks: number, sesWrites: number): Meter {
  const runs = looks / peer.domainsACall;
  return {
    ...newMeter(),
    sesReads: runs * peer.sesReadsPerLook,
    sesWrites,
    dnsQueries: looks * peer.dnsQueriesPerLook,
    // As if its look were one short invocation that reads an item and writes it: its own servers are not counted.
    invocations: runs,
    lambdaMs: runs * PRICES.assumed.peerLookMilliseconds,
    readUnits: looks,
    writeUnits: looks,
  };
}

/** Returns how many of these checks get no answer. */
function silences(looks: number, share: number, seed: number, number: number): number {
  const random = randomOf(seed ^ 0x5f3759df, number);
  let silent = 0;
  for (let look = 0; look < looks; look += 1) if (random.chance(share)) silent += 1;
  return silent;
}
