import { SFNClient } from "@aws-sdk/client-sfn";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { readOnboarding } from "#core/onboarding/store";
import type { AwsService } from "../../infra/local/aws/service.ts";
import { describeStep, planRedrives, resume } from "../../infra/ops/redrive.ts";
import { serveAws } from "../support/aws-server.ts";
import { type DynamoDb, hasDynamoDb, startDynamoDb } from "../support/dynoxide.ts";
import { BEGUN_AT, keep, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";

/** A check that is too long to stay uncompressed in the table, with the place of each record. */
const LOOK = {
  at: BEGUN_AT,
  queries: 30,
  records: RECORDS.map((record) =>
    seen(record, {
      seen: ["old.example"],
      place: {
        zone: "oxfordstones.example",
        host: record.name,
        nameServers: [1, 2, 3, 4].map((n) => `ns${n}.dns-host.example`),
      },
    }),
  ),
};

const FAILED = onboardingOf({
  status: "failed",
  failedFrom: "confirmed",
  closedBecause: "IdentityMissingError",
  lastCheck: LOOK,
});

/** Makes a Step Functions whose only execution failed and can be redriven. */
function stepFunctions(): AwsService & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    matches: () => true,
    async handle({ headers }) {
      const operation = String(headers["x-amz-target"]).replace("AWSStepFunctions.", "");
      asked.push(operation);
      const stopDate = BEGUN_AT / 1000;
      const described = { status: "FAILED", redriveStatus: "REDRIVABLE", stopDate };
      const body = JSON.stringify(operation === "DescribeExecution" ? described : { redriveDate: stopDate });
      return { status: 200, headers: { "content-type": "application/x-amz-json-1.0" }, body };
    },
  };
}

describe.runIf(hasDynamoDb)("redriving a failed execution", () => {
  let dynamodb: DynamoDb;

  beforeAll(async () => {
    dynamodb = await startDynamoDb();
  });

  afterAll(() => dynamodb.stop());

  it("redrives an onboarding whose last check is packed in the table, and loses nothing of it", async () => {
    const tableName = await dynamodb.createTable();
    const table = dynamodbTable(dynamodb.client, tableName);
    await keep(table, FAILED);
    const key = { pk: FAILED.onboardingId, sk: "onboarding" };
    const { Item } = await dynamodb.client.send(new GetCommand({ TableName: tableName, Key: key }));
    expect(Item?.["lastCheck"]).toBeInstanceOf(Uint8Array);
    const machine = stepFunctions();
    const deps = {
      dynamodb: dynamodb.client,
      tableName,
      stepFunctions: new SFNClient({
        endpoint: await serveAws(machine),
        region: "eu-west-1",
        credentials: { accessKeyId: "local", secretAccessKey: "local" },
      }),
      stateMachineArn: "arn:aws:states:eu-west-1:000000000000:stateMachine:sendworthy-onboarding",
    };
    const [step, ...others] = await planRedrives(deps, BEGUN_AT);
    if (step === undefined) throw new Error("There is nothing to do");
    expect([describeStep(step), others]).toEqual([
      expect.stringContaining("IdentityMissingError. It goes on as confirmed, by a redrive of"),
      [],
    ]);
    expect(await resume(step, deps)).toBe("redriven as confirmed");
    expect(machine.asked).toEqual(["DescribeExecution", "RedriveExecution"]);
    expect(await readOnboarding(table, FAILED.onboardingId)).toMatchObject({
      status: "confirmed",
      lastCheck: LOOK,
    });
  });
});
