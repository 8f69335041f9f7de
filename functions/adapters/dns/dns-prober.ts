import { canonicalName } from "#core/dns/name";
import type { DnsAnswer } from "#core/dns/observation";
import type { DnsProber, ProbeQuestion } from "#core/dns/prober";
import { createAddressGuard } from "./address-guard.ts";
import { Budget } from "./budget.ts";
import type { DnsResolverOptions } from "./dns-resolver.ts";
import { createExchange, type EdnsRefusals, type Exchange } from "./exchange.ts";
import { createKnownAnswers } from "./known-answers.ts";
import { KnownZones } from "./known-zones.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { NameServers } from "./name-servers.ts";
import { createRecursiveResolvers } from "./recursive-resolvers.ts";
import { ServerPauses } from "./server-pauses.ts";
import { ServerQuestions } from "./server-questions.ts";
import { createTtlMemory } from "./ttl-memory.ts";
import type { Zone, Zones } from "./zone.ts";
import { type NotWalked, type Walked, ZoneWalk } from "./zone-walk.ts";
import { createZones } from "./zones.ts";

/** Limits the work that one probe of a hostile zone can cause. */
const PROBE_LIMITS = { ...LIMITS, queries: 60, sessionMs: 5_000 };

/** Takes some megabytes: ten thousand domains, with the names of their records. */
const MOST_ZONES = 50_000;

type ProberOptions = Omit<DnsResolverOptions, "mayReplaceRoot">;

const UNKNOWN: DnsAnswer = { kind: "unknown", reason: "no-name-server" };

/**
 * Makes the prober. It caches the name servers and their addresses from resolvers; records are queried each
 * time.
 */
export function createDnsProber(
  options: ProberOptions,
  onQueries: (queries: number) => void = () => undefined,
): DnsProber {
  const walks = new ProbeWalks(options);

  /** Starts each record at a different server. */
  async function probe<T>(
    questions: readonly ProbeQuestion[],
    minute: number,
    selection: "first" | "all",
    read: (walked: Walked | NotWalked) => T,
  ): Promise<readonly T[]> {
    const { budget, walk } = walks.open(minute);
    try {
      const walked = questions.map(({ name, type }, index) =>
        walk.to(canonicalName(name), type, selection, minute + index),
      );
      return (await Promise.all(walked)).map(read);
    } finally {
      onQueries(budget.spent());
      budget.giveUp();
    }
  }

  return {
    askOne: (questions, minute) =>
      probe(questions, minute, "first", (walked) => answersOf(walked)[0] ?? UNKNOWN),
    askAll: (questions, minute) => probe(questions, minute, "all", answersOf),
  };
}

/** Opens the walk of each probe, with what the probes before learnt of zones and their servers. */
class ProbeWalks {
  readonly #options: ProberOptions;
  readonly #limits: Limits;
  readonly #isPermitted: (address: string) => boolean;
  readonly #answers = createKnownAnswers();
  readonly #pauses = new ServerPauses();
  readonly #zones = createTtlMemory<Zone>(MOST_ZONES);
  readonly #ednsAt: EdnsRefusals = new Map();

  constructor(options: ProberOptions) {
    this.#options = options;
    this.#limits = { ...PROBE_LIMITS, ...options.limits };
    this.#isPermitted = createAddressGuard(options.allowedRanges);
  }

  open(minute: number): { readonly budget: Budget; readonly walk: ZoneWalk } {
    const limits = this.#limits;
    const budget = new Budget(limits);
    const exchange = createExchange(budget, limits, this.#ednsAt);
    const zones = new KnownZones(this.#zones, minute, () => this.#findZones(exchange, minute));
    const pauses = { pauses: this.#pauses, minute };
    const questions = new ServerQuestions(exchange, this.#options.port, limits, pauses);
    return { budget, walk: new ZoneWalk(zones, questions, limits, 1) };
  }

  #findZones(exchange: Exchange, minute: number): Zones {
    const resolvers = createRecursiveResolvers(this.#options.resolvers, false, exchange, this.#limits);
    const known = this.#answers.through(resolvers, minute);
    const servers = new NameServers(known, this.#isPermitted, this.#limits);
    return createZones({ resolvers: known, known, servers }, this.#limits);
  }
}

/** If the registry denies the whole domain, that is the answer for every record in it. */
function answersOf(walked: Walked | NotWalked): readonly DnsAnswer[] {
  if (walked.kind === "walked") return walked.answers.map(({ answer }) => answer);
  return [walked.resolver?.answer ?? UNKNOWN];
}
