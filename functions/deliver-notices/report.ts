import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Recipient } from "#core/onboarding/event-types";
import type { Key } from "#core/table";
import { logger, metrics } from "#platform/observability";
import type { Outcome } from "./deliver-notice.ts";

/** Counts deliveries and failures by recipient, and logs each failure. */
export function report(outcome: Outcome): void {
  if (outcome.state === "sent-before" || outcome.state === "busy") return;
  if (outcome.state === "postponed") {
    const { notice, until } = outcome;
    logger.warn("A notice is postponed", { event: "NOTICE_POSTPONED", until, ...notice });
    return;
  }
  count(outcome.state === "sent" ? "NoticeDelivered" : "NoticeFailed", outcome.notice.recipient);
  if (outcome.state === "sent") return;
  const { state, notice, errorName } = outcome;
  logger.warn("A notice was not delivered", { event: "NOTICE_FAILED", state, errorName, ...notice });
}

function count(name: "NoticeDelivered" | "NoticeFailed", recipient: Recipient): void {
  const metric = metrics.singleMetric();
  metric.addDimension("recipient", recipient);
  metric.addMetric(name, MetricUnit.Count, 1);
}

/** Logs an event whose delivery could not be recorded; it stays in the outbox. */
export function reportBroken({ pk, sk }: Key, error: unknown): void {
  logger.error("The notices of an event are stuck", { event: "EVENT_STUCK", pk, sk, error });
}
