import type { RecordType } from "#core/dns/observation";
import type { RecursiveResolvers, ResolverAnswer } from "./recursive-resolvers.ts";
import { createTtlMemory } from "./ttl-memory.ts";

/**
 * Resolvers' answers about name servers, and about zones that the customer does not change. A process caches
 * them for their TTL across sessions.
 */
export interface KnownAnswers {
  /** Answers from the cache if it is valid in this minute, and otherwise asks the resolvers. */
  through(resolvers: RecursiveResolvers, minute: number): RecursiveResolvers;
}

/** Takes some megabytes. */
const MOST_KNOWN = 20_000;

/** Makes an empty cache. */
export function createKnownAnswers(): KnownAnswers {
  const memory = createTtlMemory<ResolverAnswer>(MOST_KNOWN);
  return {
    through: (resolvers, minute) => ({
      ...resolvers,
      async find(name, type) {
        const key = `${type} ${name}`;
        const known = memory.get(key, minute);
        if (known !== undefined) return withTtl(known.value, known.leftSeconds);
        const answer = await resolvers.find(name, type);
        const ttl = keptSeconds(answer, type);
        if (ttl !== undefined) memory.keep(key, answer, ttl, minute);
        return answer;
      },
    }),
  };
}

/**
 * Failures, and answers that a domain or server does not exist, are not cached here; the resolver caches the
 * latter itself. The absence of a public suffix's DMARC record is cached, because every check asks for it.
 */
function keptSeconds({ answer }: ResolverAnswer, type: RecordType): number | undefined {
  if (answer.kind === "records") return answer.ttl;
  const isNowhere = answer.kind === "absent" && answer.nxdomain && type !== "TXT";
  return answer.kind === "unknown" || isNowhere ? undefined : answer.negativeTtl;
}

/** Values derived from an answer must not outlive it. */
function withTtl(known: ResolverAnswer, leftSeconds: number): ResolverAnswer {
  const { answer } = known;
  if (answer.kind !== "records" || answer.ttl <= leftSeconds) return known;
  return { ...known, answer: { ...answer, ttl: leftSeconds } };
}
