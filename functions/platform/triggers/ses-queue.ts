import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { SesBudget } from "#core/verification/ses-ports";
import { metrics } from "#platform/observability";

/**
 * Wraps the SES budget so that operators see its queue: the wait for each slot is a value of the metric
 * SesQueueSeconds.
 */
export function visibleBudget(budget: SesBudget): SesBudget {
  return {
    async take(nowMs) {
      const slotAt = await budget.take(nowMs);
      if (slotAt > nowMs)
        metrics.singleMetric().addMetric("SesQueueSeconds", MetricUnit.Seconds, (slotAt - nowMs) / 1000);
      return slotAt;
    },
  };
}
