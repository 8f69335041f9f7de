import * as z from "zod";
import { isProbeDue, partsAt, probePlan } from "#core/onboarding/probe-plan";
import { type DueDomain, zoneOf } from "#core/probes/due-domain";
import { divideRun, type Shard, shard } from "#core/probes/shards";
import { scheduledEvent } from "#platform/triggers/scheduled-event";
import type { ProbeDeps } from "./deps.ts";
import { probeShard } from "./probe-shard.ts";

/** The schedule starts a run; a large run starts its parts. */
export const probeEvent = z.union([shard, scheduledEvent]);

/** The result of a run. */
interface Probed {
  /** The number of domains that were probed in this invocation. */
  readonly probed: number;
  /** The number of parts that were started in separate invocations. */
  readonly started: number;
}

const entry = z.object({ pk: z.string(), probe: probePlan });

/** Probes the domains that are due. A run that fits into one part needs no further invocation. */
export async function probeDomains(event: z.output<typeof probeEvent>, deps: ProbeDeps): Promise<Probed> {
  if ("domains" in event) return (await isTurn(event, deps)) ? probeHere(event, deps) : NOTHING;
  const { own, others } = divideRun(await findDue(event.time, deps), event.time);
  const [only, ...rest] = others;
  if (own === undefined && only !== undefined && rest.length === 0) return probeHere(only, deps);
  await Promise.all(others.map((one) => deps.shards.start(one)));
  const { probed } = own === undefined ? NOTHING : await probeHere(own, deps);
  return { probed, started: others.length };
}

const NOTHING: Probed = { probed: 0, started: 0 };

/**
 * A link's holder can open many pages, so a probe for a page needs a free turn of its domain. These turns are
 * separate from those of full checks, which would otherwise wait for them.
 */
async function isTurn({ domains: [due], isAwaited, now }: Shard, { turns }: ProbeDeps): Promise<boolean> {
  return isAwaited !== true || due === undefined || turns.takeIfFree(`probe#${zoneOf(due)}`, now);
}

async function probeHere(part: Shard, deps: ProbeDeps): Promise<Probed> {
  await probeShard(part, deps);
  return { probed: part.domains.length, started: 0 };
}

async function findDue(now: number, { index }: Pick<ProbeDeps, "index">): Promise<readonly DueDomain[]> {
  const due = partsAt(now).map(async (part) => {
    const entries = (await index.read(part)).map((found) => entry.parse(found));
    return entries
      .map(({ pk, probe }) => ({ pk, plan: probe }))
      .filter(({ pk, plan }) => isProbeDue(part, pk, plan, now));
  });
  return (await Promise.all(due)).flat();
}
