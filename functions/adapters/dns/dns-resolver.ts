import { canonicalName } from "#core/dns/name";
import type { DnsResolver, Question, ServerAnswer, Sighting } from "#core/dns/sighting";
import { createAddressGuard } from "./address-guard.ts";
import { startBudget } from "./budget.ts";
import { createExchange } from "./exchange.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { createNameServers } from "./name-servers.ts";
import { createRecursiveResolvers, type RecursiveResolvers } from "./recursive-resolvers.ts";
import type { Endpoint } from "./transport.ts";
import { createZoneWalk, type ZoneWalk } from "./zone-walk.ts";
import { createZones } from "./zones.ts";

/** Whom to ask, and where asking is allowed. */
export interface DnsResolverOptions {
  readonly resolvers: readonly Endpoint[];
  /** Port of all authoritative servers. */
  readonly port: number;
  /** CIDR ranges open besides the public addresses. */
  readonly allowedRanges: readonly string[];
  readonly limits?: Partial<Limits>;
}

/** Makes the resolver that looks at name servers first, and at caches only when those are right. */
export function createDnsResolver(options: DnsResolverOptions): DnsResolver {
  const limits = { ...LIMITS, ...options.limits };
  const isPermitted = createAddressGuard(options.allowedRanges);
  return {
    async look(questions) {
      const budget = startBudget(limits);
      const exchange = createExchange(budget, limits);
      const resolvers = createRecursiveResolvers(options.resolvers, exchange, limits);
      const zones = createZones(resolvers, createNameServers(resolvers, isPermitted, limits), limits);
      const walk = createZoneWalk(zones, exchange, options.port, limits);
      try {
        const sightings = await Promise.all(questions.map((question) => see(question, walk, resolvers)));
        return { sightings, queries: budget.spent() };
      } finally {
        budget.end();
      }
    },
  };
}

async function see(question: Question, walk: ZoneWalk, resolvers: RecursiveResolvers): Promise<Sighting> {
  const name = canonicalName(question.name);
  const { type } = question;
  const walked = await walk(name, type);
  if (walked.kind === "not-walked") {
    const recursive = walked.told === undefined ? [] : [walked.told];
    return { name, type, nameServers: [], authoritative: [], recursive };
  }
  const { zone, nameServers, answers } = walked;
  const recursive = isRightEverywhere(question, answers) ? await resolvers.askAll(name, type) : [];
  return { name, type, zone, nameServers, authoritative: answers, recursive };
}

/** Asking a resolver while one server still denies the record could plant that denial in its cache. */
function isRightEverywhere({ isRight }: Question, answers: readonly ServerAnswer[]): boolean {
  const known = answers.map(({ answer }) => answer).filter(({ kind }) => kind !== "unknown");
  return known.length > 0 && known.every((answer) => answer.kind === "records" && isRight(answer.values));
}
