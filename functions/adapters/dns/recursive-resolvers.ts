import type { RecordType, ServerAnswer } from "#core/dns/observation";
import type { Exchange, ExchangeAnswer, ExchangeQuestion } from "./exchange.ts";
import { type Answered, interpretRecursive } from "./interpretation.ts";
import type { Limits } from "./limits.ts";
import { resolveFromRoot } from "./resolve-from-root.ts";
import type { Endpoint } from "./transport.ts";

/** A resolver's answer, with the names that CNAMEs led to. */
export interface ResolverAnswer extends ServerAnswer {
  readonly aliases: readonly string[];
  /** The owner of the SOA that came along. */
  readonly enclosingZone?: string;
}

/** The recursive resolvers of one session. */
export interface RecursiveResolvers {
  /** Asks one resolver, and the next one when it has no answer. */
  find(name: string, type: RecordType): Promise<ResolverAnswer>;
  /** Asks another resolver than `find` just did, if there is one. */
  findElsewhere(name: string, type: RecordType): Promise<ResolverAnswer | undefined>;
  /** Asks one resolver to leave signatures unchecked. */
  findUnchecked(name: string, type: RecordType): Promise<ResolverAnswer>;
  /** Asks every resolver, to see what their caches hold. */
  askAll(name: string, type: RecordType): Promise<readonly ServerAnswer[]>;
  /** The server that turned out to stand for the root, the resolver and the authority. */
  standIn(): Endpoint | undefined;
}

const NOBODY: ResolverAnswer = {
  server: "",
  address: "",
  answer: { kind: "unknown", reason: "no-name-server" },
  aliases: [],
};

const STANDARD_PORT = 53;

/** Makes the recursive resolvers of one session; `mayStandIn` if they were given by hand. */
export function createRecursiveResolvers(
  resolvers: readonly Endpoint[],
  mayStandIn: boolean,
  exchange: Exchange,
  limits: Limits,
): RecursiveResolvers {
  let order = resolvers;
  let standIn: Endpoint | undefined;

  async function hear(resolver: Endpoint, asked: ExchangeQuestion): Promise<Answered> {
    const told = await exchange(resolver, asked);
    if (mayStandIn && (resolver.port !== STANDARD_PORT || !mayRecurse(told))) standIn = resolver;
    // A server can offer recursion and hold zones of its own.
    if (standIn === resolver && (!mayRecurse(told) || hasAuthority(told))) {
      return resolveFromRoot(resolver, asked, told, exchange, limits);
    }
    if (told.kind === "unknown") return { kind: "answer", answer: told, aliases: [] };
    return interpretRecursive(told.reply, asked, limits.chain);
  }

  async function askOne(
    resolver: Endpoint,
    name: string,
    type: RecordType,
    unchecked = false,
  ): Promise<ResolverAnswer> {
    const { address } = resolver;
    const heard = await hear(resolver, { name, type, recursive: true, unchecked });
    const { answer, aliases, told } = heard;
    const found = { server: address, address, answer, aliases };
    return told === undefined ? found : { ...found, enclosingZone: told.zone };
  }

  return {
    async find(name, type) {
      const [first, second = first] = order;
      if (first === undefined || second === undefined) return NOBODY;
      const heard = await askOne(first, name, type);
      if (!failed(heard)) return heard;
      // Whoever failed is asked last from now on, so that a dead resolver costs its time-out once.
      order = [...order.filter((resolver) => resolver !== first), first];
      return askOne(second, name, type);
    },
    findElsewhere: async (name, type) => {
      const [, second] = order;
      return second && askOne(second, name, type);
    },
    findUnchecked: (name, type) => {
      const [first] = order;
      return first === undefined ? Promise.resolve(NOBODY) : askOne(first, name, type, true);
    },
    askAll: (name, type) =>
      Promise.all(
        resolvers.map(async (resolver) => {
          const heard = await askOne(resolver, name, type);
          const { server, address, answer } = failed(heard) ? await askOne(resolver, name, type) : heard;
          return { server, address, answer };
        }),
      ),
    standIn: () => standIn,
  };
}

/** A failure says nothing of what the server offers. */
function mayRecurse(told: ExchangeAnswer): boolean {
  return told.kind === "unknown" || told.reply.recursionAvailable;
}

function hasAuthority(told: ExchangeAnswer): boolean {
  return told.kind === "reply" && told.reply.authoritative;
}

/** Whether a failure of all resolvers can be a matter of signatures: RFC 4035 §5.5 answers those with SERVFAIL. */
export function mayBeSignatures(answers: readonly ServerAnswer[]): boolean {
  return (
    answers.length > 0 &&
    answers.every(({ answer }) => answer.kind === "unknown" && answer.reason === "servfail")
  );
}

function failed({ answer }: ServerAnswer): boolean {
  return answer.kind === "unknown" && answer.reason !== "over-budget";
}
