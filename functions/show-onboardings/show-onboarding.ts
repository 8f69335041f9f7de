import { onboardingEvent } from "#core/onboarding/event";
import { onboarding, onboardingKey } from "#core/onboarding/onboarding";
import { isOnboardingId } from "#core/onboarding/onboarding-id";
import { operatorsAnswer, unknownToOperators } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { ShowOnboardingsDeps } from "./deps.ts";
import { withNotices } from "./notice-states.ts";
import { detailsOf } from "./onboarding-view.ts";

/** `GET /onboardings/{onboardingId}`: one onboarding with its events. */
export async function showOnboarding(
  onboardingId: string,
  { table, trail }: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  const item = isOnboardingId(onboardingId) ? await table.get(onboardingKey(onboardingId)) : undefined;
  if (item === undefined) return unknownToOperators("such onboarding");
  const items = await trail.last(onboardingId, "event#");
  const events = await Promise.all(items.map((event) => withNotices(table, onboardingEvent.parse(event))));
  return operatorsAnswer(detailsOf(onboarding.parse(item), events));
}
