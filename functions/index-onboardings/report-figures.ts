import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { DayFigures } from "#core/report/figures";
import { milestonesOf } from "#core/report/milestones";
import { metrics } from "#platform/observability";

/** Makes what sends the milestones of added figures to CloudWatch, if they are wanted there. */
export function figuresReporter(isWanted: boolean): (added: DayFigures) => void {
  return (added) => {
    for (const { name, value } of isWanted ? milestonesOf(added) : [])
      metrics.singleMetric().addMetric(name, MetricUnit.NoUnit, value);
  };
}
