import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { DayFigures } from "#core/report/figures";
import { milestonesOf } from "#core/report/milestones";
import { metrics } from "#platform/observability";

/** Makes the function that sends milestones to CloudWatch, if metrics are enabled. */
export function figuresReporter(isWanted: boolean): (added: DayFigures) => void {
  return (added) => {
    for (const { name, value } of isWanted ? milestonesOf(added) : [])
      metrics.singleMetric().addMetric(name, MetricUnit.NoUnit, value);
  };
}
