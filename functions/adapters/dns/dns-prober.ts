import { canonicalName } from "#core/dns/name";
import type { DnsAnswer } from "#core/dns/observation";
import type { DnsProber, ProbeQuestion } from "#core/dns/prober";
import { createAddressGuard } from "./address-guard.ts";
import { startBudget } from "./budget.ts";
import type { DnsResolverOptions } from "./dns-resolver.ts";
import { createExchange, type EdnsRefusals } from "./exchange.ts";
import { createKnownAnswers } from "./known-answers.ts";
import { LIMITS } from "./limits.ts";
import { createNameServers } from "./name-servers.ts";
import { createRecursiveResolvers } from "./recursive-resolvers.ts";
import { createZoneWalk, type NotWalked, type Walked, type ZoneWalk } from "./zone-walk.ts";
import { createZones } from "./zones.ts";

/** The most that one probe of a hostile zone can cause. */
const PROBE_LIMITS = { ...LIMITS, queries: 60, sessionMs: 5_000 };

const UNKNOWN: DnsAnswer = { kind: "unknown", reason: "no-name-server" };

/** Makes the prober. Of what resolvers said it keeps the name servers and their addresses; records are asked each time. */
export function createDnsProber(
  { resolvers, port, allowedRanges, limits: changed }: Omit<DnsResolverOptions, "mayReplaceRoot">,
  onQueries: (queries: number) => void = () => undefined,
): DnsProber {
  const limits = { ...PROBE_LIMITS, ...changed };
  const isPermitted = createAddressGuard(allowedRanges);
  const known = createKnownAnswers();
  const ednsAt: EdnsRefusals = new Map();

  /** Opens the walks of one probe: each record begins at another server. */
  function open(minute: number) {
    const budget = startBudget(limits);
    const exchange = createExchange(budget, limits, ednsAt);
    const asked = known.through(createRecursiveResolvers(resolvers, false, exchange, limits), minute);
    const zones = createZones(asked, createNameServers(asked, isPermitted, limits), limits);
    const walkFrom = (place: number): ZoneWalk =>
      createZoneWalk(zones, exchange, port, limits, { place, tries: 1 });
    return { budget, walkFrom };
  }

  async function probe<T>(
    questions: readonly ProbeQuestion[],
    minute: number,
    selection: "first" | "all",
    read: (walked: Walked | NotWalked) => T,
  ): Promise<readonly T[]> {
    const { budget, walkFrom } = open(minute);
    try {
      return await Promise.all(
        questions.map(async ({ name, type }, index) =>
          read(await walkFrom(minute + index).to(canonicalName(name), type, selection)),
        ),
      );
    } finally {
      onQueries(budget.spent());
      budget.end();
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
