import type { DnsResolver, ServerAnswer } from "#core/dns/observation";
import { TransientServiceError } from "#core/errors";
import type { Random } from "../random.ts";
import type { Disturbance } from "../time/disturbance.ts";
import type { Ports } from "../time/functions.ts";

/** The error by which Lambda reports a process that died, perhaps between two writes. */
class Killed extends Error {
  override readonly name = "Runtime.ExitError";
}

/** The attempts that the SDK makes by default: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const SDK_ATTEMPTS = 3;
const KILLED_SHARE = 0.02;
const LATEST_WAKE_MS = 600_000;
const CLOCK_JUMP_MS = 120_000;

/** Makes each attempt at a call and each DNS query fail with a probability. Some processes also die right after a call took effect. */
export function failing(probability: number, random: Random): Disturbance {
  const fails = (): void => {
    if (random.chance(probability ** SDK_ATTEMPTS)) throw new TransientServiceError("It was made to fail");
  };
  const dies = (): void => {
    if (random.chance(KILLED_SHARE)) throw new Killed("The process was killed");
  };
  const around = async <T>(call: () => Promise<T>): Promise<T> => {
    fails();
    const answer = await call();
    dies();
    return answer;
  };
  return {
    disturb: (ports) => disturbed(ports, around, (address) => silenced(address, probability, random)),
    beforeInvoke: fails,
    timesRepeated: () => (random.chance(0.3) ? 2 : 1),
    wakeLateMs: () => (random.chance(0.3) ? random.between(0, LATEST_WAKE_MS) : 0),
    isProberOff: () => false,
    clockOffMs: () => (random.chance(0.05) ? Math.round(random.between(-CLOCK_JUMP_MS, CLOCK_JUMP_MS)) : 0),
  };
}

type Around = <T>(call: () => Promise<T>) => Promise<T>;

function disturbed(
  {
    table,
    resumer,
    refuser,
    budget,
    turns,
    maker,
    identities,
    mailFrom,
    dkim,
    signer,
    recreator,
    resolverFor,
  }: Ports,
  around: Around,
  silence: (answer: ServerAnswer) => ServerAnswer,
): Ports {
  return {
    table: {
      get: (key) => around(() => table.get(key)),
      commit: (puts) => around(() => table.commit(puts)),
    },
    resumer: { resume: (token) => around(() => resumer.resume(token)) },
    refuser: { refuse: (token, because) => around(() => refuser.refuse(token, because)) },
    budget: { take: (now) => around(() => budget.take(now)) },
    turns: {
      take: (domain, now) => around(() => turns.take(domain, now)),
      takeIfFree: (domain, now) => around(() => turns.takeIfFree(domain, now)),
    },
    maker: { make: (...made) => around(() => maker.make(...made)) },
    identities: { read: (identity) => around(() => identities.read(identity)) },
    mailFrom: { set: (...set) => around(() => mailFrom.set(...set)) },
    signer,
    recreator,
    dkim: { restart: (...restarted) => around(() => dkim.restart(...restarted)) },
    resolverFor: (onboardingId) => withSilentServers(resolverFor(onboardingId), silence),
  };
}

function withSilentServers(
  resolver: DnsResolver,
  silence: (answer: ServerAnswer) => ServerAnswer,
): DnsResolver {
  return {
    open(nowMs) {
      const session = resolver.open(nowMs);
      return {
        ...session,
        ask: async (questions) =>
          (await session.ask(questions)).map((observation) => ({
            ...observation,
            authoritative: observation.authoritative.map(silence),
            recursive: observation.recursive.map(silence),
          })),
      };
    },
  };
}

function silenced(answer: ServerAnswer, probability: number, random: Random): ServerAnswer {
  return random.chance(probability) ? { ...answer, answer: { kind: "unknown", reason: "timeout" } } : answer;
}
