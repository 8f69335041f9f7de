import { expect, it } from "vitest";
import * as z from "zod";
import { MILESTONES, MINUTES_TO_READY, ONBOARDINGS_STUCK } from "#core/report/milestones";
import { readTemplate } from "../../infra/template.ts";
import { FUNCTIONS, REPOSITORY } from "../support/deployment.ts";

const { Resources } = await readTemplate(`${REPOSITORY}/template.yaml`);

/** Sendworthy's own metrics that the code sends. */
const SENT = [...Object.values(MILESTONES), MINUTES_TO_READY, ONBOARDINGS_STUCK, "SesQueueSeconds"];

const dashboard = z.object({
  widgets: z.array(
    z.object({
      x: z.number(),
      width: z.number(),
      properties: z.object({ metrics: z.array(z.array(z.unknown())) }),
    }),
  ),
});

it("shows on the dashboard only metrics that are sent, and all of them", () => {
  const body = z
    .object({ "Fn::Sub": z.string() })
    .parse(Resources["Dashboard"]?.Properties?.["DashboardBody"]);
  const { widgets } = dashboard.parse(JSON.parse(body["Fn::Sub"]));
  const own = widgets
    .flatMap(({ properties }) => properties.metrics)
    .filter(([namespace]) => namespace === "Sendworthy")
    .map(([, name]) => name);
  expect(new Set(own)).toEqual(new Set(SENT));
  for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
});

it("alarms only on metrics that are sent", () => {
  const named = JSON.stringify(Resources).matchAll(/"Namespace":"Sendworthy","MetricName":"(\w+)"/g);
  const names = [...named].map(([, name]) => name);
  expect([...SENT, "WebhookSecretUnusable"]).toEqual(expect.arrayContaining(names));
  expect(names).toContain("OnboardingsStuck");
});

it("keeps the metrics of two stacks in one account apart", () => {
  const { POWERTOOLS_SERVICE_NAME } = z
    .object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) })
    .parse(FUNCTIONS[0]?.properties).Environment.Variables;
  expect(POWERTOOLS_SERVICE_NAME).toEqual({ Ref: "AWS::StackName" });
  const text = JSON.stringify(Resources);
  const asked = text.matchAll(/"Name":"service","Value":({[^}]*}|"[^"]*")/g);
  expect(new Set([...asked].map(([, value]) => value))).toEqual(new Set(['{"Ref":"AWS::StackName"}']));
  const drawn = text.matchAll(/\\"service\\", \\"([^"]*)\\"/g);
  expect(new Set([...drawn].map(([, value]) => value))).toEqual(new Set([`\${AWS::StackName}`]));
});
