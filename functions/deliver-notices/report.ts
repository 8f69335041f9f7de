import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Recipient } from "#core/onboarding/event-types";
import type { Key } from "#core/table";
import { logger, metrics } from "#platform/observability";
import type { Outcome } from "./deliver-notice.ts";

/**
 * Counts failures by recipient, and logs them. Successes are not counted: a custom metric is paid for in each
 * hour in which it gets a value, which is more than an onboarding costs.
 * https://aws.amazon.com/cloudwatch/pricing/
 */
export function report(outcome: Outcome): void {
  const { notice } = outcome;
  switch (outcome.state) {
    case "failed":
    case "given-up": {
      countFailure(notice.recipient);
      const { state, errorName } = outcome;
      logger.warn("A notice was not delivered", { event: "NOTICE_FAILED", state, errorName, ...notice });
      return;
    }
    case "postponed":
      logger.warn("A notice is postponed", { event: "NOTICE_POSTPONED", until: outcome.until, ...notice });
      return;
    case "in-digest":
      logger.info("A notice is sent with a digest", { event: "NOTICE_IN_DIGEST", ...notice });
      return;
    case "sent":
    case "superseded":
    case "sent-before":
    case "busy":
      return;
  }
}

function countFailure(recipient: Recipient): void {
  const metric = metrics.singleMetric();
  metric.addDimension("recipient", recipient);
  metric.addMetric("NoticeFailed", MetricUnit.Count, 1);
}

/** Logs that the delivery of an event could not be recorded; the event stays in the outbox. */
export function reportBroken({ pk, sk }: Key, error: unknown): void {
  logger.error("The notices of an event are stuck", { event: "EVENT_STUCK", pk, sk, error });
}
