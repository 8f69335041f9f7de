import type { RecordType, ServerAnswer } from "#core/dns/sighting";
import type { Exchange } from "./exchange.ts";
import { interpretRecursive, soaAbove } from "./interpretation.ts";
import type { Limits } from "./limits.ts";
import type { Endpoint } from "./transport.ts";

/** A resolver's answer; `enclosingZone` is the owner of the SOA that came with an absence. */
interface ResolverAnswer extends ServerAnswer {
  readonly enclosingZone?: string;
}

/** The recursive resolvers of one look. */
export interface RecursiveResolvers {
  /** Asks one resolver, and the next one when it has no answer. */
  find(name: string, type: RecordType): Promise<ResolverAnswer>;
  /** Asks every resolver, to see what their caches hold. */
  askAll(name: string, type: RecordType): Promise<readonly ServerAnswer[]>;
}

const NOBODY: ResolverAnswer = {
  server: "",
  address: "",
  answer: { kind: "unknown", reason: "no-name-server" },
};

/** Makes the recursive resolvers of one look. */
export function createRecursiveResolvers(
  resolvers: readonly Endpoint[],
  exchange: Exchange,
  limits: Limits,
): RecursiveResolvers {
  let order = resolvers;

  async function askOne(resolver: Endpoint, name: string, type: RecordType): Promise<ResolverAnswer> {
    const asked = { name, type, recursive: true };
    const { address } = resolver;
    const told = await exchange(resolver, asked);
    if (told.kind === "unknown") return { server: address, address, answer: told };
    const answer = interpretRecursive(told.reply, asked, limits.chain);
    const soa = answer.kind === "absent" ? soaAbove(told.reply, name) : undefined;
    return { server: address, address, answer, ...(soa === undefined ? {} : { enclosingZone: soa.name }) };
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
    askAll: (name, type) =>
      Promise.all(
        resolvers.map(async (resolver) => {
          const heard = await askOne(resolver, name, type);
          const { server, address, answer } = failed(heard) ? await askOne(resolver, name, type) : heard;
          return { server, address, answer };
        }),
      ),
  };
}

function failed({ answer }: ResolverAnswer): boolean {
  return answer.kind === "unknown" && answer.reason !== "over-budget";
}
