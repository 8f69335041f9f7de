import { canonicalName } from "#core/dns/name";
import type { DnsAnswer } from "#core/dns/observation";
import type { DnsProber, ProbeQuestion } from "#core/dns/prober";
import { createAddressGuard } from "./address-guard.ts";
import { Budget } from "./budget.ts";
import type { DnsResolverOptions } from "./dns-resolver.ts";
import { createExchange, type EdnsRefusals } from "./exchange.ts";
import { createKnownAnswers } from "./known-answers.ts";
import { KnownZones } from "./known-zones.ts";
import { LIMITS } from "./limits.ts";
import { createNameServers } from "./name-servers.ts";
import { createRecursiveResolvers } from "./recursive-resolvers.ts";
import { ServerPauses } from "./server-pauses.ts";
import { ServerQuestions } from "./server-questions.ts";
import { createTtlMemory } from "./ttl-memory.ts";
import type { Zone } from "./zone.ts";
import { type NotWalked, type Walked, ZoneWalk } from "./zone-walk.ts";
import { createZones } from "./zones.ts";

/** The most that one probe of a hostile zone can cause. */
const PROBE_LIMITS = { ...LIMITS, queries: 60, sessionMs: 5_000 };

/** Some megabytes: ten thousand domains, and the names of their records. */
const MOST_ZONES = 50_000;

const UNKNOWN: DnsAnswer = { kind: "unknown", reason: "no-name-server" };

/** Makes the prober. Of what resolvers said it keeps the name servers and their addresses; records are asked each time. */
export function createDnsProber(
  { resolvers, port, allowedRanges, limits: changed }: Omit<DnsResolverOptions, "mayReplaceRoot">,
  onQueries: (queries: number) => void = () => undefined,
): DnsProber {
  const limits = { ...PROBE_LIMITS, ...changed };
  const isPermitted = createAddressGuard(allowedRanges);
  const known = createKnownAnswers();
  const pauses = new ServerPauses();
  const knownZones = createTtlMemory<Zone>(MOST_ZONES);
  const ednsAt: EdnsRefusals = new Map();

  /** Opens the walk of one probe. */
  function open(minute: number) {
    const budget = new Budget(limits);
    const exchange = createExchange(budget, limits, ednsAt);
    const zones = new KnownZones(knownZones, minute, () => {
      const asked = known.through(createRecursiveResolvers(resolvers, false, exchange, limits), minute);
      return createZones(asked, createNameServers(asked, isPermitted, limits), limits);
    });
    const questions = new ServerQuestions(exchange, port, limits, { pauses, minute });
    return { budget, walk: new ZoneWalk(zones, questions, limits, 1) };
  }

  /** Each record begins at another server. */
  async function probe<T>(
    questions: readonly ProbeQuestion[],
    minute: number,
    selection: "first" | "all",
    read: (walked: Walked | NotWalked) => T,
  ): Promise<readonly T[]> {
    const { budget, walk } = open(minute);
    try {
      const walks = questions.map(({ name, type }, index) =>
        walk.to(canonicalName(name), type, selection, minute + index),
      );
      return (await Promise.all(walks)).map(read);
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

/** A registry that denies the whole domain answers for every record in it. */
function answersOf(walked: Walked | NotWalked): readonly DnsAnswer[] {
  if (walked.kind === "walked") return walked.answers.map(({ answer }) => answer);
  return [walked.resolver?.answer ?? UNKNOWN];
}
