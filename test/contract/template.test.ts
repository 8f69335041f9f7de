import { describe, expect, it } from "vitest";
import * as z from "zod";
import { LEASE_MS } from "../../functions/deliver-notices/notice-progress.ts";
import { FUNCTIONS, readRepositoryFile, resourcesOf } from "../support/deployment.ts";

const silence = z.object({ Period: z.number(), EvaluationPeriods: z.number() });
const ageLimit = z.object({ MaximumEventAgeInSeconds: z.number() });

/**
 * The fields of the access log. They contain no path, query, address or header, because a path contains a
 * set-up link.
 */
const LOGGED = ["requestId", "routeKey", "status", "responseLatency", "integrationErrorMessage"];

it("keeps the table, its history and its encryption, and deletes items after their expiry time", () => {
  const tables = resourcesOf("AWS::DynamoDB::Table");
  expect(tables).not.toEqual([]);
  for (const [logicalId, table] of tables) {
    expect(table, logicalId).toMatchObject({
      DeletionPolicy: "RetainExceptOnCreate",
      UpdateReplacePolicy: "Retain",
      Properties: {
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        TimeToLiveSpecification: { Enabled: true },
      },
    });
  }
});

it("logs neither path nor secret in the HTTP API's access log", () => {
  const apis = resourcesOf("AWS::Serverless::HttpApi");
  expect(apis).not.toEqual([]);
  for (const [logicalId, { Properties }] of apis) {
    const { Format } = z.object({ Format: z.string() }).parse(Properties["AccessLogSettings"]);
    const variables = [...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name);
    expect(LOGGED, logicalId).toEqual(expect.arrayContaining(variables));
    expect(JSON.parse(Format)).toHaveProperty("routeKey");
  }
});

it("sends its own mail without counting openings or rewriting links", () => {
  const sets = resourcesOf("AWS::SES::ConfigurationSet");
  expect(sets).not.toEqual([]);
  for (const [logicalId, { Properties }] of sets) {
    expect(Properties["VdmOptions"], logicalId).toMatchObject({
      DashboardOptions: { EngagementMetrics: "DISABLED" },
    });
  }
  const destinations = JSON.stringify(resourcesOf("AWS::SES::ConfigurationSetEventDestination"));
  expect(destinations).not.toMatch(/open|click/i);
});

it("has a log group with a limited retention for everything that logs", () => {
  for (const [logicalId, { Properties }] of resourcesOf("AWS::Logs::LogGroup")) {
    expect(Properties["RetentionInDays"], logicalId).toEqual({ Ref: "LogRetentionDays" });
  }
});

describe("events that can't be handled", () => {
  it("are kept, encrypted, for as long as a queue can", () => {
    const queues = resourcesOf("AWS::SQS::Queue");
    for (const [logicalId, { Properties }] of queues) {
      expect(Properties, logicalId).toEqual({
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
      });
    }
    for (const { folder, properties } of FUNCTIONS) {
      expect(properties["DeadLetterQueue"], folder).toMatchObject({ Type: "SQS" });
    }
  });

  it("are too old to be retried before another run of deliver-notices may take over a notice", () => {
    const properties = FUNCTIONS.find(({ folder }) => folder === "deliver-notices")?.properties;
    const { Timeout, EventInvokeConfig, Events } = z
      .object({
        Timeout: z.number(),
        EventInvokeConfig: ageLimit,
        Events: z.object({ Retry: z.object({ Properties: z.object({ RetryPolicy: ageLimit }) }) }),
      })
      .parse(properties);
    const latest =
      EventInvokeConfig.MaximumEventAgeInSeconds +
      Events.Retry.Properties.RetryPolicy.MaximumEventAgeInSeconds;
    expect((latest + Timeout) * 1000).toBeLessThan(LEASE_MS);
  });

  it("raise an alarm for every queue of dead letters", () => {
    const watched = resourcesOf("AWS::CloudWatch::Alarm").map(([, { Properties }]) =>
      JSON.stringify(Properties["Dimensions"] ?? []),
    );
    for (const [logicalId] of resourcesOf("AWS::SQS::Queue")) {
      expect(
        watched.filter((dimensions) => dimensions.includes(`"${logicalId}"`)),
        logicalId,
      ).toHaveLength(1);
    }
  });
});

describe("alarms", () => {
  const alarms = resourcesOf("AWS::CloudWatch::Alarm");
  const runbook = readRepositoryFile("docs/runbook.md");
  const headings = [...runbook.matchAll(/^#{2,3} (.+)$/gm)].map(([, title = ""]) => title.toLowerCase());

  it.each(alarms)(
    "%s leads to its own entry of the runbook and to operations",
    (logicalId, { Properties }) => {
      expect(Properties["AlarmDescription"]).toMatch(
        new RegExp(`^docs/runbook\\.md#${logicalId.toLowerCase()}: \\S`),
      );
      expect(headings).toContain(logicalId.toLowerCase());
      expect(Properties["AlarmActions"]).toEqual([{ Ref: "OpsTopic" }]);
    },
  );

  it("have a trigger, an impact, causes and next steps in the runbook, and no entry is left over", () => {
    const entries = runbook
      .split(/^## /m)
      .slice(1)
      .filter((entry) => /^\w+Alarm\n/.test(entry));
    expect(entries.map((entry) => entry.split("\n")[0]).sort()).toEqual(alarms.map(([id]) => id).sort());
    for (const entry of entries) {
      for (const part of ["Trigger", "Impact", "Causes", "Next steps"])
        expect(entry).toContain(`**${part}**`);
    }
  });

  it("fire within an hour if the prober does not run, because no error shows that", () => {
    const watching = resourcesOf("AWS::CloudWatch::Alarm").filter(
      ([, { Properties }]) =>
        Properties["MetricName"] === "Invocations" &&
        JSON.stringify(Properties["Dimensions"]) ===
          JSON.stringify([{ Name: "FunctionName", Value: { Ref: "ProbeDomainsFunction" } }]),
    );
    expect(watching.map(([id]) => id)).toEqual(["ProberAlarm"]);
    const [[, { Properties }] = ["", { Properties: {} }]] = watching;
    expect(Properties).toMatchObject({
      Namespace: "AWS/Lambda",
      Statistic: "Sum",
      Threshold: 1,
      ComparisonOperator: "LessThanThreshold",
      // Lambda publishes no data for a function that was not invoked.
      TreatMissingData: "breaching",
    });
    const { Period, EvaluationPeriods } = silence.parse(Properties);
    const minutes = (Period * EvaluationPeriods) / 60;
    expect(minutes).toBeLessThanOrEqual(60);
    expect(runbook).toContain(`\`probe-domains\` has not run for ${minutes} minutes.`);
  });
});
