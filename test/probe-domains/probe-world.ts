import type { DnsAnswer } from "#core/dns/observation";
import type { DnsProber, ProbeQuestion } from "#core/dns/prober";
import { type Onboarding, onboardingKey, onboarding as schema } from "#core/onboarding/onboarding";
import { ZONE_TURN_MS } from "#core/onboarding/schedule";
import type { Shard } from "#core/probes/shards";
import { probeDomains } from "../../functions/probe-domains/probe-domains.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";

const WAIT = { attempt: 1, round: 1, retry: 0, token: "TASK-TOKEN" };

/** The answer of a server without the record. */
export const ABSENT: DnsAnswer = { kind: "absent", nxdomain: false, negativeTtl: 60 };

/** The answer of a server with these values. */
export const holding = (...values: string[]): DnsAnswer => ({ kind: "records", values, ttl: 300 });

/** The right answers for the five records. */
export const RIGHT: readonly DnsAnswer[] = RECORDS.map(({ type, value }) =>
  holding(type === "MX" ? `10 ${value}` : value),
);

/** Makes a last check that found the records in these states. */
export function lastCheckOf(states: readonly ("right" | "missing" | "wrong")[], values: string[] = []) {
  const records = RECORDS.map((record, index) => {
    const state = states[index] ?? "missing";
    return seen(record, { state, seen: state === "right" ? [record.value] : values });
  });
  return { at: BEGUN_AT, records, queries: 0 };
}

/**
 * Makes the surroundings of probe-domains: the contents of two name servers can be changed, and resumed
 * executions are recorded.
 */
export async function probeWorld(said: Partial<Onboarding> = {}) {
  const table = memoryTable();
  const onboarding = onboardingOf({ wait: WAIT, lastCheck: lastCheckOf([]), ...said });
  await keep(table, onboarding);
  const servers: (readonly DnsAnswer[])[] = [RECORDS.map(() => ABSENT), RECORDS.map(() => ABSENT)];
  const woken: string[] = [];
  const shards: Shard[] = [];
  const failure: { error?: Error } = {};
  let questions = 0;
  const at = (server: number, { name, type }: ProbeQuestion): DnsAnswer => {
    questions += 1;
    const index = RECORDS.findIndex((one) => one.name === name && one.type === type);
    return servers[server]?.[index] ?? ABSENT;
  };
  const prober: DnsProber = {
    askOne: async (asked, minute) => asked.map((one, index) => at((minute + index) % servers.length, one)),
    askAll: async (asked) => asked.map((one) => servers.map((_, server) => at(server, one))),
  };
  const deps = {
    table,
    index: table,
    prober,
    shards: { start: async (shard: Shard) => void shards.push(shard) },
    resumer: {
      async resume(token: string) {
        if (failure.error !== undefined) throw failure.error;
        woken.push(token);
      },
    },
    turns: fakeTurns(ZONE_TURN_MS),
    pause: async () => undefined,
  };
  return {
    ...{ table, servers, woken, shards, failure, deps },
    /** Replaces the contents of both servers. */
    publish(answers: readonly DnsAnswer[]) {
      servers.splice(0, servers.length, answers, answers);
    },
    questions: () => questions,
    /** Runs the prober this many seconds after the beginning. */
    run: (seconds: number) => probeDomains({ time: BEGUN_AT + seconds * 1000 }, deps),
    now: async () => schema.parse(await table.get(onboardingKey(onboarding.onboardingId))),
  };
}
