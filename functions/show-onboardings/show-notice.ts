import { sentWords, sentWordsKey } from "#core/notices/sent-words";
import { isOnboardingId } from "#core/onboarding/onboarding-id";
import { isPossibleKey } from "#core/table";
import { isoTime, operatorsAnswer, unknownToOperators } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { ShowOnboardingsDeps } from "./deps.ts";

/** `GET /onboardings/{onboardingId}/notices/{notice+}`: the text of a notice as it was sent. */
export async function showNotice(
  onboardingId: string,
  notice: string,
  { table }: Pick<ShowOnboardingsDeps, "table">,
): Promise<HttpResponse> {
  const key = sentWordsKey(onboardingId, `${onboardingId}/${notice}`);
  const item = isOnboardingId(onboardingId) && isPossibleKey(key) ? await table.get(key) : undefined;
  if (item === undefined) return unknownToOperators("notice");
  const { at, words } = sentWords.parse(item);
  return operatorsAnswer({ at: isoTime(at), ...words });
}
