import type { DnsAnswer, DnsResolver, Observation, Question, ServerAnswer } from "#core/dns/observation";
import type { DnsProber } from "#core/dns/prober";
import { isAtOrBelow } from "#core/names/domain-name";
import { challengeRecord } from "#core/onboarding/challenge";
import type { ZoneState } from "./course.ts";
import { CHALLENGE_TOKEN, type Life, stateAt } from "./life.ts";

type Asked = Pick<Question, "name" | "type">;

/** The circumstances of the checks of one zone. */
interface DnsOptions {
  now(): number;
  /** True if no name server answers this check. */
  isSilent(): boolean;
  /** Receives the number of queries that a session sent. */
  count(queries: number): void;
}

const SERVERS = ["ns1", "ns2"];
const RESOLVERS = ["192.0.2.1", "192.0.2.2"];
/**
 * The queries that find the zone in a new process: the NS records of the domain and of the zone above, the addresses of two
 * servers and of one above, and what the zone above lists.
 */
const ZONE_QUERIES = 6;
const TTL_SECONDS = 3600;
const AMAZON_SPF = "v=spf1 ip4:199.255.192.0/22 ip4:199.127.232.0/22 ip4:54.240.0.0/18 -all";

/** Makes a resolver that knows one customer's zone and Amazon's. */
export function simulatedDns(life: Life, { now, isSilent, count }: DnsOptions): DnsResolver {
  const cache = resolverCache(life);
  const valuesAt = (state: ZoneState, question: Asked) => valuesOf(life, state, question);
  const answer = (values: readonly string[]) => answerFrom(life, values);

  return {
    open() {
      let queries = ZONE_QUERIES;
      const atMs = now();
      const silent = isSilent();
      const own = (question: Question): Observation => {
        const { name, type, isRight, through } = question;
        const asked = through === "one-server" ? SERVERS.slice(0, 1) : SERVERS;
        const held = asked.map((_, server) => valuesAt(stateAt(life, atMs, server), question));
        const isKnown = !silent && held.every((values) => isRight?.(values) === true);
        const recursive = isKnown ? answer(valuesAt(cache(atMs), question)) : undefined;
        queries += asked.length + (isKnown ? RESOLVERS.length : 0);
        return {
          name,
          type,
          zone: life.domain,
          nameServers: SERVERS.map((server) => `${server}.${life.domain}`),
          authoritative: asked.map((server, index) =>
            answerOf(
              `${server}.${life.domain}`,
              `192.0.2.${53 + index}`,
              silent ? { kind: "unknown", reason: "timeout" } : answer(held[index] ?? []),
            ),
          ),
          recursive:
            recursive === undefined ? [] : RESOLVERS.map((address) => answerOf(address, address, recursive)),
          aliases: [],
          zoneExists: silent ? "unknown" : "yes",
        };
      };
      const foreign = ({ name, type }: Question): Observation => {
        queries += 1;
        const answered = answer(name === "amazonses.com" && type === "TXT" ? [AMAZON_SPF] : []);
        const [address = ""] = RESOLVERS;
        const recursive = [answerOf(address, address, answered)];
        return { name, type, nameServers: [], authoritative: [], recursive, aliases: [], zoneExists: "yes" };
      };
      return {
        ask: async (questions) =>
          questions.map((question) =>
            isAtOrBelow(question.name, life.domain) ? own(question) : foreign(question),
          ),
        queries: () => queries,
        end: () => count(queries),
      };
    },
  };
}

/** Makes a prober of one customer's zone; `isSilent` decides whether no name server answers a probe. */
export function simulatedProber(
  life: Life,
  { now, isSilent }: Pick<DnsOptions, "now" | "isSilent">,
): DnsProber {
  const at = (server: number, question: Asked): DnsAnswer =>
    answerFrom(life, valuesOf(life, stateAt(life, now(), server), question));
  return {
    async askOne(questions, minute) {
      if (isSilent()) return questions.map(() => ({ kind: "unknown", reason: "timeout" }));
      return questions.map((question, index) => at((minute + index) % SERVERS.length, question));
    },
    askAll: async (questions) =>
      questions.map((question) => SERVERS.map((_, server) => at(server, question))),
  };
}

function valuesOf({ domain }: Life, state: ZoneState, { type, name }: Asked): readonly string[] {
  if (name === domain && type === "MX") return ["10 mail.provider.example"];
  if (name === domain && type === "TXT") return ["v=spf1 mx -all"];
  const challenge = challengeRecord(domain, CHALLENGE_TOKEN);
  // A person who adds the records also adds the challenge record, if there is one.
  if (name === challenge.name) return state.values.size > 0 ? [challenge.value] : [];
  return state.values.get(`${type} ${name}`) ?? [];
}

function answerFrom({ negativeTtlMs }: Life, values: readonly string[]): DnsAnswer {
  return values.length > 0
    ? { kind: "records", values, ttl: TTL_SECONDS }
    : { kind: "absent", nxdomain: false, negativeTtl: negativeTtlMs / 1000 };
}

function answerOf(server: string, address: string, answer: DnsAnswer): ServerAnswer {
  return { server, address, answer };
}

/** Simulates the cache of a resolver, which keeps each answer for its TTL. */
export function resolverCache(life: Life): (nowMs: number) => ZoneState {
  let held: ZoneState | undefined;
  let freshUntilMs = 0;
  return (nowMs) => {
    if (held !== undefined && nowMs < freshUntilMs) return held;
    // A resolver asks either of the two name servers.
    held = stateAt(life, nowMs, Math.floor(nowMs / 60_000) % SERVERS.length);
    freshUntilMs = nowMs + (held.isRight ? life.recordTtlMs : life.negativeTtlMs);
    return held;
  };
}
