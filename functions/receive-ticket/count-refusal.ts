import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Source } from "#core/onboarding/ticket-source";
import { metrics } from "#platform/observability";
import type { RefusalReason } from "./outcome.ts";

/** Counts refusals by source and reason, in the metric TicketRefused. */
export function countRefusal(source: Source, reason: RefusalReason): void {
  const metric = metrics.singleMetric();
  metric.addDimension("source", source);
  metric.addDimension("reason", reason);
  metric.addMetric("TicketRefused", MetricUnit.Count, 1);
}
