import { onboardingEvent } from "#core/onboarding/event";
import { onboarding, onboardingKey } from "#core/onboarding/onboarding";
import { isOnboardingId } from "#core/onboarding/onboarding-id";
import type { HttpResponse } from "#platform/http/http-handler";
import { operatorsAnswer, unknownToOperators } from "#platform/http/operators-answer";
import { detailsOf } from "./onboarding-view.ts";
import type { ShowOnboardingsDeps } from "./show-onboardings.ts";

/** `GET /onboardings/{onboardingId}`: all of one, with what happened to it. */
export async function showOnboarding(
  onboardingId: string,
  { table, trail }: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  const item = isOnboardingId(onboardingId) ? await table.get(onboardingKey(onboardingId)) : undefined;
  if (item === undefined) return unknownToOperators("such onboarding");
  const events = await trail.last(onboardingId, "event#");
  return operatorsAnswer(
    detailsOf(
      onboarding.parse(item),
      events.map((event) => onboardingEvent.parse(event)),
    ),
  );
}
