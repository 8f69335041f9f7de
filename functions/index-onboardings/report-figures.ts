import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { type DayFigures, sum } from "#core/report/figures";
import { metrics } from "#platform/observability";

/** The figures that leave as metrics, each with its name there. */
const METRICS: Readonly<Record<string, string>> = {
  "step/opened": "OnboardingsOpened",
  ready: "OnboardingsReady",
  expired: "OnboardingsExpired",
  lost: "DomainsLost",
};

/** Counts what was added to the figures as metrics of CloudWatch; a correction of old figures is none. */
export function reportFigures(added: DayFigures): void {
  const figures = sum(Object.values(added));
  for (const [figure, metric] of Object.entries(METRICS)) {
    const count = figures[figure] ?? 0;
    if (count > 0) metrics.singleMetric().addMetric(metric, MetricUnit.Count, count);
  }
}
