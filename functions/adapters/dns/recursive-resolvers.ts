import type { RecordType, ServerAnswer } from "#core/dns/observation";
import type { Endpoint } from "./endpoint.ts";
import type { Exchange, ExchangeAnswer, ExchangeQuestion } from "./exchange.ts";
import { type Answered, interpretRecursive } from "./interpretation.ts";
import type { Limits } from "./limits.ts";
import { resolveFromRoot } from "./resolve-from-root.ts";

/** A resolver's answer, with the targets of CNAMEs. */
export interface ResolverAnswer extends ServerAnswer {
  readonly aliases: readonly string[];
  /** The owner of the SOA in the answer. */
  readonly enclosingZone?: string;
}

/** The recursive resolvers of one session. */
export interface RecursiveResolvers {
  /** Asks one resolver, and the next one if it gives no answer. */
  find(name: string, type: RecordType): Promise<ResolverAnswer>;
  /** Asks a second resolver, if there is one. */
  findElsewhere(name: string, type: RecordType): Promise<ResolverAnswer | undefined>;
  /** Asks one resolver not to check signatures. */
  findUnchecked(name: string, type: RecordType): Promise<ResolverAnswer>;
  /** Asks every resolver, to read their caches. */
  askAll(name: string, type: RecordType): Promise<readonly ServerAnswer[]>;
  /** Returns the test server that replaces the root, the resolver and all name servers, if there is one. */
  testServer(): Endpoint | undefined;
}

const NO_RESOLVER: ResolverAnswer = {
  server: "",
  address: "",
  answer: { kind: "unknown", reason: "no-name-server" },
  aliases: [],
};

const STANDARD_PORT = 53;

/** Makes the recursive resolvers of one session; `mayReplaceRoot` as in DnsResolverOptions. */
export function createRecursiveResolvers(
  resolvers: readonly Endpoint[],
  mayReplaceRoot: boolean,
  exchange: Exchange,
  limits: Limits,
): RecursiveResolvers {
  let order = resolvers;
  let testServer: Endpoint | undefined;

  async function resolve(resolver: Endpoint, asked: ExchangeQuestion): Promise<Answered> {
    const received = await exchange(resolver, asked);
    if (mayReplaceRoot && (resolver.port !== STANDARD_PORT || !mayRecurse(received))) testServer = resolver;
    // A server can offer recursion and hold zones as well.
    if (testServer === resolver && (!mayRecurse(received) || hasAuthority(received))) {
      return resolveFromRoot(resolver, asked, received, exchange, limits);
    }
    if (received.kind === "unknown") return { kind: "answer", answer: received, aliases: [] };
    return interpretRecursive(received.reply, asked, limits.chain);
  }

  async function askOne(
    resolver: Endpoint,
    name: string,
    type: RecordType,
    unchecked = false,
  ): Promise<ResolverAnswer> {
    const { address } = resolver;
    const resolved = await resolve(resolver, { name, type, recursive: true, unchecked });
    const { answer, aliases, soa } = resolved;
    const found = { server: address, address, answer, aliases };
    return soa === undefined ? found : { ...found, enclosingZone: soa.zone };
  }

  return {
    async find(name, type) {
      const [first, second = first] = order;
      if (first === undefined || second === undefined) return NO_RESOLVER;
      const found = await askOne(first, name, type);
      if (!failed(found)) return found;
      // A resolver that failed is asked last from now on, so that a dead one costs its time-out once.
      order = [...order.filter((resolver) => resolver !== first), first];
      return askOne(second, name, type);
    },
    findElsewhere: async (name, type) => {
      const [, second] = order;
      return second && askOne(second, name, type);
    },
    findUnchecked: (name, type) => {
      const [first] = order;
      return first === undefined ? Promise.resolve(NO_RESOLVER) : askOne(first, name, type, true);
    },
    askAll: (name, type) =>
      Promise.all(
        resolvers.map(async (resolver) => {
          const found = await askOne(resolver, name, type);
          const { server, address, answer } = failed(found) ? await askOne(resolver, name, type) : found;
          return { server, address, answer };
        }),
      ),
    testServer: () => testServer,
  };
}

/** Whether the server offers recursion; a failed query does not show that. */
function mayRecurse(received: ExchangeAnswer): boolean {
  return received.kind === "unknown" || received.reply.recursionAvailable;
}

function hasAuthority(received: ExchangeAnswer): boolean {
  return received.kind === "reply" && received.reply.authoritative;
}

/** Returns whether broken signatures may explain that all failed: RFC 4035 §5.5 answers those with SERVFAIL. */
export function mayBeSignatures(answers: readonly ServerAnswer[]): boolean {
  return (
    answers.length > 0 &&
    answers.every(({ answer }) => answer.kind === "unknown" && answer.reason === "servfail")
  );
}

function failed({ answer }: ServerAnswer): boolean {
  return answer.kind === "unknown" && answer.reason !== "over-budget";
}
