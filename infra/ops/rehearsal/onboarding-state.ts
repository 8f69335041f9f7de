import { z } from "zod";
import { textsIn } from "#core/words/texts";
import type { RehearsalDeps } from "./ports.ts";

const { text } = textsIn("en");

const state = z.looseObject({
  status: z.string(),
  closedBecause: z.string().nullable(),
  waitingOn: z.looseObject({ whom: z.string() }),
  records: z.array(
    z.looseObject({
      name: z.string(),
      type: z.string(),
      value: z.string(),
      ttl: z.number(),
      priority: z.number().optional(),
      state: z.string(),
    }),
  ),
  findings: z.array(z.looseObject({ fix: z.string() })),
  events: z.array(z.looseObject({ type: z.string(), undelivered: z.array(z.string()) })),
});

/** An onboarding as the operators' API returns it. */
export type OnboardingState = z.infer<typeof state>;

const OVER: readonly string[] = ["failed", "expired", "cancelled", "held"];

/** Reads the onboarding. */
export async function readState({ api }: RehearsalDeps, onboardingId: string): Promise<OnboardingState> {
  return state.parse(await api.request("GET", ["onboardings", onboardingId]));
}

/** Waits until `isReached`; throws if the onboarding ends differently, or takes too long. */
export async function waitFor(
  deps: RehearsalDeps,
  onboardingId: string,
  limitMinutes: number,
  isReached: (current: OnboardingState) => boolean,
): Promise<OnboardingState> {
  const deadline = deps.now() + limitMinutes * 60_000;
  for (;;) {
    const current = await readState(deps, onboardingId);
    if (isReached(current)) return current;
    const { status, closedBecause, findings, waitingOn } = current;
    if (OVER.includes(status))
      throw new Error(text("operators.commands.rehearse.ended", { status, reason: closedBecause ?? "?" }));
    if (deps.now() > deadline) {
      const [finding] = findings;
      const reason =
        finding === undefined
          ? text("operators.commands.rehearse.waits", { party: waitingOn.whom })
          : finding.fix;
      throw new Error(text("operators.commands.rehearse.time-out", { minutes: limitMinutes, reason }));
    }
    await deps.pause();
  }
}
