import type { Notice, OnboardingEvent } from "#core/onboarding/event";
import type { EventType } from "#core/onboarding/event-types";
import type { Status } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";

/** Messages that ask for records; from `verified` on they would ask for what is done, or over. */
const ASK_FOR_RECORDS: readonly EventType[] = [
  "records_issued",
  "records_wrong",
  "followed_up",
  "reminded",
  "expiry_near",
];

const NO_RECORDS_NEEDED: readonly Status[] = ["verified", "configured", "ready", "expired", "cancelled"];

type Notified = Pick<
  Onboarding,
  "status" | "notifiedRecordsVersion" | "notifiedProblemAt" | "dkimVerifiedAt"
>;

/** Tells whether a later message says all that this one would: then this one is not sent to a person any more. */
export function isSuperseded(
  { noticeId }: Pick<Notice, "noticeId">,
  { type, at }: Pick<OnboardingEvent, "type" | "at">,
  { status, notifiedRecordsVersion, notifiedProblemAt = 0, dkimVerifiedAt = 0 }: Notified,
): boolean {
  if (ASK_FOR_RECORDS.includes(type) && NO_RECORDS_NEEDED.includes(status)) return true;
  if (type === "followed_up") return Math.max(notifiedProblemAt, dkimVerifiedAt) >= at;
  if (type !== "records_issued") return false;
  // The id is onboarding/type/version/recipient
  const [, , version] = noticeId.split("/");
  return Number(version) < notifiedRecordsVersion;
}
