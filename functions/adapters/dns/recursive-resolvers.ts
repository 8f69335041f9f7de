import type { RecordType, ServerAnswer } from "#core/dns/observation";
import type { Endpoint } from "./endpoint.ts";
import type { Exchange, ExchangeAnswer, ExchangeQuestion } from "./exchange.ts";
import { type Answered, interpretRecursive } from "./interpretation.ts";
import type { Limits } from "./limits.ts";
import { resolveFromRoot } from "./resolve-from-root.ts";

/** A resolver's answer, with the targets of the CNAMEs that led to it. */
export interface ResolverAnswer extends ServerAnswer {
  readonly aliases: readonly string[];
  /** The zone in the answer's SOA. */
  readonly enclosingZone?: string;
}

/** The recursive resolvers of one session. */
export interface RecursiveResolvers {
  /** Asks one resolver, and then the next if it does not answer. */
  find(name: string, type: RecordType): Promise<ResolverAnswer>;
  /** Asks a second resolver, if there is one. */
  findElsewhere(name: string, type: RecordType): Promise<ResolverAnswer | undefined>;
  /** Asks one resolver without its signature check. */
  findUnchecked(name: string, type: RecordType): Promise<ResolverAnswer>;
  /** Asks all resolvers, to see what their caches hold. */
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
  const questions = new ResolverQuestions(mayReplaceRoot, exchange, limits);
  let order = resolvers;
  return {
    async find(name, type) {
      const [first, second = first] = order;
      if (first === undefined || second === undefined) return NO_RESOLVER;
      const found = await questions.ask(first, name, type);
      if (!failed(found)) return found;
      // A resolver that failed is asked last from now on, so that its time-out occurs only once.
      order = [...order.filter((resolver) => resolver !== first), first];
      return questions.ask(second, name, type);
    },
    findElsewhere: async (name, type) => {
      const [, second] = order;
      return second && questions.ask(second, name, type);
    },
    findUnchecked: async (name, type) => {
      const [first] = order;
      return first === undefined ? NO_RESOLVER : questions.ask(first, name, type, true);
    },
    askAll: (name, type) =>
      Promise.all(resolvers.map((resolver) => questions.askTwice(resolver, name, type))),
    testServer: () => questions.testServer,
  };
}

/** Asks one resolver at a time, and notices the one that is a test server. */
class ResolverQuestions {
  readonly #mayReplaceRoot: boolean;
  readonly #exchange: Exchange;
  readonly #limits: Limits;
  #testServer: Endpoint | undefined;

  constructor(mayReplaceRoot: boolean, exchange: Exchange, limits: Limits) {
    this.#mayReplaceRoot = mayReplaceRoot;
    this.#exchange = exchange;
    this.#limits = limits;
  }

  get testServer(): Endpoint | undefined {
    return this.#testServer;
  }

  async ask(resolver: Endpoint, name: string, type: RecordType, unchecked = false): Promise<ResolverAnswer> {
    const { address } = resolver;
    const resolved = await this.#resolve(resolver, { name, type, recursive: true, unchecked });
    const { answer, aliases, soa } = resolved;
    const found = { server: address, address, answer, aliases };
    return soa === undefined ? found : { ...found, enclosingZone: soa.zone };
  }

  /** Asks again if there was no answer. */
  async askTwice(resolver: Endpoint, name: string, type: RecordType): Promise<ServerAnswer> {
    const found = await this.ask(resolver, name, type);
    const { server, address, answer } = failed(found) ? await this.ask(resolver, name, type) : found;
    return { server, address, answer };
  }

  async #resolve(resolver: Endpoint, asked: ExchangeQuestion): Promise<Answered> {
    const received = await this.#exchange(resolver, asked);
    if (this.#mayReplaceRoot && (resolver.port !== STANDARD_PORT || !mayRecurse(received))) {
      this.#testServer = resolver;
    }
    // A server can offer recursion and also hold zones.
    if (this.#testServer === resolver && (!mayRecurse(received) || hasAuthority(received))) {
      return resolveFromRoot(resolver, asked, received, this.#exchange, this.#limits);
    }
    if (received.kind === "unknown") return { kind: "answer", answer: received, aliases: [] };
    return interpretRecursive(received.reply, asked, this.#limits.chain);
  }
}

/** Returns whether the server offers recursion; a failed query does not show this. */
function mayRecurse(received: ExchangeAnswer): boolean {
  return received.kind === "unknown" || received.reply.recursionAvailable;
}

function hasAuthority(received: ExchangeAnswer): boolean {
  return received.kind === "reply" && received.reply.authoritative;
}

/**
 * Returns whether invalid signatures may explain that all resolvers failed: RFC 4035 §5.5 answers these with
 * SERVFAIL.
 */
export function mayBeSignatures(answers: readonly ServerAnswer[]): boolean {
  return (
    answers.length > 0 &&
    answers.every(({ answer }) => answer.kind === "unknown" && answer.reason === "servfail")
  );
}

function failed({ answer }: ServerAnswer): boolean {
  return answer.kind === "unknown" && answer.reason !== "over-budget";
}
