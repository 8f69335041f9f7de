import type { Notice, OnboardingEvent } from "#core/onboarding/event";
import type { EventType } from "#core/onboarding/event-types";
import type { Status } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";

/** Messages that ask for records. After `verified`, what they ask for is done. */
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

/** True if a later message contains everything in this one; then this one is no longer sent to a person. */
export function isSuperseded(
  { noticeId }: Pick<Notice, "noticeId">,
  { type, at }: Pick<OnboardingEvent, "type" | "at">,
  { status, notifiedRecordsVersion, notifiedProblemAt = 0, dkimVerifiedAt = 0 }: Notified,
): boolean {
  if (ASK_FOR_RECORDS.includes(type) && NO_RECORDS_NEEDED.includes(status)) return true;
  if (type === "followed_up") return Math.max(notifiedProblemAt, dkimVerifiedAt) >= at;
  if (type !== "records_issued") return false;
  // The parts of a notice's id are onboarding/type/version/recipient.
  const [, , version] = noticeId.split("/");
  return Number(version) < notifiedRecordsVersion;
}
