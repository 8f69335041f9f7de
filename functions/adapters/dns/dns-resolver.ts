import { canonicalName } from "#core/dns/name";
import type { DnsResolver, Observation, Question, RecordType, ServerAnswer } from "#core/dns/observation";
import { createAddressGuard } from "./address-guard.ts";
import { askingAbove } from "./ask-above.ts";
import { Budget } from "./budget.ts";
import type { Endpoint } from "./endpoint.ts";
import { createExchange } from "./exchange.ts";
import { createKnownAnswers } from "./known-answers.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { NameServers } from "./name-servers.ts";
import { isQueryable } from "./queryable-name.ts";
import { createRecursiveResolvers, mayBeSignatures, type RecursiveResolvers } from "./recursive-resolvers.ts";
import { ServerQuestions } from "./server-questions.ts";
import type { Lookups } from "./zone-search.ts";
import { ZoneWalk } from "./zone-walk.ts";
import { createZones } from "./zones.ts";

const MINUTE_MS = 60_000;

/** The resolvers to query, and the addresses that may be queried. */
export interface DnsResolverOptions {
  readonly resolvers: readonly Endpoint[];
  /** The port of all authoritative servers. */
  readonly port: number;
  /** CIDR ranges that may be queried in addition to public addresses. */
  readonly allowedRanges: readonly string[];
  readonly limits?: Partial<Limits>;
  /**
   * For local test set-ups: true if a resolver without recursion, or on another port than 53, replaces the
   * root, the resolver, and all name servers that have no loopback address.
   */
  readonly mayReplaceRoot?: boolean;
}

/**
 * Makes the resolver. It queries name servers first, and resolvers' caches only if the name servers hold the
 * right record.
 */
export function createDnsResolver(options: DnsResolverOptions): DnsResolver {
  const limits = { ...LIMITS, ...options.limits };
  const isPermitted = createAddressGuard(options.allowedRanges);
  const memory = createKnownAnswers();
  return {
    open(nowMs) {
      const budget = new Budget(limits);
      const exchange = createExchange(budget, limits);
      const mayReplaceRoot = options.mayReplaceRoot ?? false;
      const resolvers = createRecursiveResolvers(options.resolvers, mayReplaceRoot, exchange, limits);
      // A person who tests changes a zone and checks it at once, so a test set-up caches nothing.
      const known =
        nowMs === undefined || mayReplaceRoot
          ? resolvers
          : memory.through(resolvers, Math.floor(nowMs / MINUTE_MS));
      const servers = new NameServers(known, isPermitted, limits);
      const asking = new ServerQuestions(exchange, options.port, limits);
      const zones = createZones({ resolvers, known, servers }, limits, askingAbove(asking, servers));
      const walk = new ZoneWalk(zones, asking, limits);
      return {
        async ask(questions) {
          const observations = await Promise.all(
            questions.map((question) => observe(question, walk, { resolvers, known })),
          );
          // This comes last, because the answer to one question may contain the SOA for another.
          return observations.map((observation) => withAuthority(observation, walk));
        },
        queries: () => budget.spent(),
        end: () => budget.giveUp(),
      };
    },
  };
}

async function observe(
  question: Question,
  walk: ZoneWalk,
  { resolvers, known }: Pick<Lookups, "resolvers" | "known">,
): Promise<Observation> {
  const name = canonicalName(question.name);
  const { type } = question;
  const nowhere = { name, type, nameServers: [], authoritative: [], aliases: [] } as const;
  if (question.through === "resolver") {
    if (!isQueryable(name)) return { ...nowhere, recursive: [], zoneExists: "unknown" };
    const { server, address, answer, aliases } = await known.find(name, type);
    return { ...nowhere, aliases, recursive: [{ server, address, answer }], zoneExists: "unknown" };
  }
  const walked = await walk.to(name, type, question.through === "one-server" ? "first" : "all");
  if (walked.kind === "not-walked") {
    const { resolver } = walked;
    const isGone = resolver?.answer.kind === "absent" && resolver.answer.nxdomain;
    const recursive = resolver === undefined ? [] : [resolver];
    return { ...nowhere, recursive, zoneExists: isGone ? "no" : "unknown" };
  }
  const { zone, delegatedIn, delegation, nameServers, answers: authoritative, aliases, zoneExists } = walked;
  const recursive = isRightEverywhere(question, authoritative) ? await resolvers.askAll(name, type) : [];
  const dnssec = walked.dnssec ?? (await signatures(name, type, recursive, resolvers));
  const seen = { name, type, zone, nameServers, authoritative, recursive, aliases, zoneExists };
  const above = { ...(delegatedIn !== undefined && { delegatedIn }), ...(delegation && { delegation }) };
  return { ...seen, ...above, ...(dnssec && { dnssec }) };
}

/** Returns "broken" if the resolvers answer SERVFAIL only while they check signatures. */
async function signatures(
  name: string,
  type: RecordType,
  answers: readonly ServerAnswer[],
  resolvers: RecursiveResolvers,
): Promise<"broken" | undefined> {
  if (!mayBeSignatures(answers)) return undefined;
  const { answer } = await resolvers.findUnchecked(name, type);
  return answer.kind === "unknown" ? undefined : "broken";
}

function withAuthority(observation: Observation, walk: ZoneWalk): Observation {
  const soa = observation.zone === undefined ? undefined : walk.authorityOf(observation.zone);
  return soa === undefined ? observation : { ...observation, soa };
}

/** While one server lacks the record, a query to a resolver could put a negative answer into its cache. */
function isRightEverywhere({ isRight }: Question, answers: readonly ServerAnswer[]): boolean {
  if (isRight === undefined) return false;
  const known = answers.map(({ answer }) => answer).filter(({ kind }) => kind !== "unknown");
  return known.length > 0 && known.every((answer) => answer.kind === "records" && isRight(answer.values));
}
