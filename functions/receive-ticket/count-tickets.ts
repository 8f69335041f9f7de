import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Source } from "#core/onboarding/ticket-source";
import { metrics } from "#platform/observability";
import type { RefusalReason } from "./outcome.ts";

/**
 * Counts a refusal by source and reason in the metric TicketRefused. An unusable secret also counts in
 * WebhookSecretUnusable, which has an alarm.
 */
export function countRefusal(source: Source, reason: RefusalReason): void {
  const metric = metrics.singleMetric();
  metric.addDimension("source", source);
  metric.addDimension("reason", reason);
  metric.addMetric("TicketRefused", MetricUnit.Count, 1);
  if (reason === "secret-unusable")
    metrics.singleMetric().addMetric("WebhookSecretUnusable", MetricUnit.Count, 1);
}

/** Counts a ticket about something else by source, in the metric TicketUnrelated. */
export function countUnrelated(source: Source): void {
  const metric = metrics.singleMetric();
  metric.addDimension("source", source);
  metric.addMetric("TicketUnrelated", MetricUnit.Count, 1);
}
