import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { MILESTONES, MINUTES_TO_READY, ONBOARDINGS_STUCK } from "#core/report/milestones";
import { fixedCost, fixedPerMonth } from "../../../infra/bench/time/cost.ts";
import { PRICES } from "../../../infra/bench/time/prices.ts";
import { readTemplate } from "../../../infra/template.ts";

const { Resources } = await readTemplate("template.yaml");
const [readme, report] = await Promise.all(
  ["README.md", "docs/report.md"].map((file) => readFile(file, "utf8")),
);

function costOf(...names: readonly string[]): number {
  return fixedCost(
    names.map((name) => {
      const found = Resources[name];
      if (found === undefined) throw new Error(`The template has no ${name}`);
      return found;
    }),
  );
}

/** The price of the metric that `index-onboardings` adds to the alarm on the streams. */
const STREAM_METRIC = PRICES.perMonth.alarm.usd;

it("is what the README says", async () => {
  expect(readme).toContain(`| about ${(await fixedPerMonth()).toFixed(2)} |`);
});

it("adds at most 0.30 USD a month for the prober: its runs with logs and traces, and its alarm", () => {
  const added = costOf("ProbeDomainsFunction", "ProberAlarm");
  expect(added).toBeGreaterThan(0.1);
  expect(added).toBeLessThanOrEqual(0.3);
});

it("adds at most 2 USD a month for console and report, with every metric and alarm on them", () => {
  const always = costOf("ReportNumbersFunction") + STREAM_METRIC;
  const metrics = [...Object.values(MILESTONES), MINUTES_TO_READY, ONBOARDINGS_STUCK];
  const monitored =
    costOf("ReadyShareAlarm", "StuckAlarm") + metrics.length * PRICES.perMonth.customMetric.usd;
  expect(report).toContain(`\`metrics\` costs ${monitored.toFixed(2)}`);
  expect(report).toContain(`${always.toFixed(2)} USD a month`);
  expect(always + monitored).toBeLessThanOrEqual(2);
});
