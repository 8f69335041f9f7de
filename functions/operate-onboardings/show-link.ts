import * as z from "zod";
import { OnboardingNotFoundError } from "#core/errors";
import { isOnboardingId } from "#core/onboarding/onboarding-id";
import { changeOnboarding } from "#core/onboarding/store";
import { faultsOf } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import { operatorsAnswer, operatorsFaults, unknownToOperators } from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import type { OperateDeps, OperatorRequest } from "./deps.ts";

const { text } = textsIn("en");

const REASON = "operators.fault.reason";

/** The link gives the customer's rights, so the reason is stored with the operator's name. */
const order = z.strictObject({ because: z.string(REASON).trim().min(1, REASON).max(500, REASON) });

/** `POST /setup-links/{onboardingId}`: returns the set-up link, after recording who requested it and why. */
export async function showLink(
  onboardingId: string,
  { sent, now, by }: OperatorRequest,
  { table, setupUrl }: Pick<OperateDeps, "table" | "setupUrl">,
): Promise<HttpResponse> {
  const read = order.safeParse(sent);
  if (!read.success) return operatorsFaults(faultsOf(read.error, sent));
  if (!isOnboardingId(onboardingId)) return unknownToOperators("onboarding");
  const { because } = read.data;
  try {
    const after = await changeOnboarding(table, onboardingId, ({ status }) =>
      status === "expired" || status === "cancelled"
        ? undefined
        : { event: { type: "link_shown", at: now, by, because, idempotencyKey: String(now) } },
    );
    const { status } = after;
    if (status === "expired" || status === "cancelled")
      return problem({ status: 409, title: text("operators.action.over", { status }) });
    return operatorsAnswer({ onboardingId, status, url: await setupUrl(after) });
  } catch (error) {
    if (error instanceof OnboardingNotFoundError) return unknownToOperators("onboarding");
    throw error;
  }
}
