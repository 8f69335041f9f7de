import { logger } from "#platform/observability";
import { randomOf } from "../random.ts";
import type { CustomerModel } from "../time/customer-model.ts";
import { simulate } from "../time/sendworthy.ts";
import { failing } from "./failing.ts";

/** The result of onboardings under injected faults. */
export interface FaultsResult {
  readonly probability: number;
  readonly seed: number;
  readonly onboardings: number;
  readonly ready: number;
  /** The number that expired because their customers did not finish. */
  readonly closed: number;
  /** The number with right records in good time that did not become ready. */
  readonly stuck: number;
  /** The events that may happen once and happened twice. */
  readonly doubled: readonly string[];
  /** The number of onboardings with a due notice that no service accepted, and that no later message contains. */
  readonly untold: number;
  /** The number of repeated deliveries of notices. */
  readonly toldTwice: number;
  /** The number of executions that used up their retries and were redriven. */
  readonly redriven: number;
  /** The exceeded bounds, in words. */
  readonly broken: readonly string[];
}

const ONCE: readonly string[] = ["requested", "verified", "configured", "ready", "expired", "dkim_verified"];

/** Simulates onboardings while every call and query fails with a probability. */
export async function benchFaults(
  probability: number,
  { seed, onboardings, model }: { seed: number; onboardings: number; model: CustomerModel },
): Promise<FaultsResult> {
  // Injected faults need no log lines.
  logger.setLogLevel("SILENT");
  const disturbance = failing(probability, randomOf(seed, 1_000_003));
  const { stories, redriven } = await simulate(onboardings, seed, model, disturbance);
  const names = stories.flatMap(({ onboardingId, pastEvents }) => {
    let losses = 0;
    return pastEvents().flatMap(({ type }) => {
      // A domain that was lost is verified and configured again.
      if (type === "domain_lost") losses += 1;
      return ONCE.includes(type) ? [`${onboardingId} ${type}, ${losses} losses before`] : [];
    });
  });
  const statuses = stories.map((story) => story.end());
  const due = stories.flatMap(({ onboardingId, pastEvents }) =>
    pastEvents().flatMap(({ notices }) => notices.map(({ noticeId }) => ({ onboardingId, noticeId }))),
  );
  const accepted = new Map(stories.flatMap((story) => [...story.notices()]));
  const unneeded = new Set(stories.flatMap((story) => [...story.unneeded()]));
  const isSettled = (noticeId: string): boolean => accepted.has(noticeId) || unneeded.has(noticeId);
  const result = {
    probability,
    seed,
    onboardings,
    ready: statuses.filter((status) => status === "ready").length,
    closed: statuses.filter((status) => status === "expired").length,
    stuck: stories.filter((story) => story.outcome().isStuck).length,
    doubled: names.filter((name, index) => names.indexOf(name) !== index),
    untold: new Set(
      due.filter(({ noticeId }) => !isSettled(noticeId)).map(({ onboardingId }) => onboardingId),
    ).size,
    toldTwice: [...accepted.values()].reduce((sum, times) => sum + times - 1, 0),
    redriven,
  };
  return { ...result, broken: brokenBounds(result) };
}

function brokenBounds({
  onboardings,
  ready,
  closed,
  stuck,
  doubled,
  untold,
}: Omit<FaultsResult, "broken">): string[] {
  const left = onboardings - ready - closed;
  return [
    ...(left > 0 ? [`${left} onboardings came to no end`] : []),
    ...(stuck > 0 ? [`${stuck} onboardings were right and did not get ready`] : []),
    ...doubled.map((name) => `${name} happened twice`),
    ...(untold > 0 ? [`${untold} onboardings have a notice that was never sent`] : []),
  ];
}
