import * as z from "zod";
import { redriveFailed } from "#core/onboarding/changes/redrive-failed";
import type { WayOn } from "#core/onboarding/executions";
import { executionName, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import { isOnboardingId } from "#core/onboarding/onboarding-id";
import { faultsOf } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import { operatorsAnswer, operatorsFaults, unknownToOperators } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { Confirmation } from "./action.ts";
import type { OperateDeps, OperatorRequest } from "./deps.ts";

const { text } = textsIn("en");

const body = z.strictObject({
  /** Without this, nothing is changed, and the answer describes the effect. */
  yes: z.boolean("true or false").default(false),
});

function asksFor(way: WayOn["way"]): Confirmation | undefined {
  return way === "leave" ? undefined : { yes: true };
}

/**
 * `POST /onboardings/{onboardingId}/redrive`: continues a failed onboarding where it failed, or describes how
 * it would continue.
 */
export async function redriveOnboarding(
  onboardingId: string,
  { sent, now, by, because }: OperatorRequest,
  deps: OperateDeps,
): Promise<HttpResponse> {
  const read = body.safeParse(sent);
  if (!read.success) return operatorsFaults(faultsOf(read.error, sent));
  const item = isOnboardingId(onboardingId) ? await deps.table.get(onboardingKey(onboardingId)) : undefined;
  if (item === undefined) return unknownToOperators("onboarding");
  const current = onboarding.parse(item);
  const { status, failedFrom = "requested", closedBecause = "" } = current;
  const answer = (outcome: "done" | "unchanged", said: string, confirm?: Confirmation) =>
    operatorsAnswer({ onboardingId, outcome, because: said, confirm });
  if (status !== "failed") return answer("unchanged", text("operators.redrive.not-failed", { status }));
  const { way, because: reason = "" } = await deps.redriver.wayOn(executionName(current));
  const said = { status: failedFrom, error: closedBecause, attempt: String(current.attempt + 1), reason };
  if (!read.data.yes || way === "leave")
    return answer("unchanged", text(`operators.redrive.would.${way}`, said), asksFor(way));
  const order = { way, now, by, ...(because !== undefined && { because }) };
  const result = await redriveFailed(current, order, deps);
  return typeof result === "object" || result === "redriven"
    ? answer("done", text("operators.redrive.done", said))
    : answer("unchanged", text("operators.redrive.running"));
}
