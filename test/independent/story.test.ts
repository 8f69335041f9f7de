import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { dynamodbReader } from "#adapters/dynamodb/reader";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import { setupToken } from "#platform/setup-link/setup-token";
import { addZone, ticketFor } from "../../infra/bench/whole/customers.ts";
import { eventually, publishRecords } from "../../infra/demo/customer.ts";
import { localClient, sendTicket } from "../../infra/demo/send-ticket.ts";
import { type Cloud, startCloud } from "../../infra/local/cloud.ts";
import { operatorsApi } from "../../infra/ops/operators-api.ts";
import { describeOnSecondCloud, freePort, type SecondCloud, startSecondCloud } from "./second-cloud.ts";

const DOMAIN = "stones.example";
const LONGEST_MS = 8 * 60_000;

/**
 * The resources that moto's CloudFormation does not create, with the reason why the test does not need them.
 */
const LEFT_OUT = {
  "AWS::ApiGatewayV2::Api": "the local cloud serves the routes of the template",
  "AWS::ApiGatewayV2::Stage": "belongs to the HTTP API",
  "AWS::CloudWatch::Alarm": "an alarm takes no part in an onboarding",
  "AWS::Lambda::EventInvokeConfig": "the local cloud retries asynchronous invocations",
  "AWS::Lambda::EventSourceMapping":
    "moto creates it, but the local cloud has to read the stream for its own bundles",
  "AWS::S3::BucketPolicy": "moto checks no permissions",
  "AWS::SES::ConfigurationSet": "SES comes from the local cloud",
  "AWS::SNS::Subscription": "operations subscribe by mail, which moto does not send",
  "AWS::SNS::TopicPolicy": "moto checks no permissions",
  "AWS::SQS::QueuePolicy": "moto checks no permissions",
  "AWS::SecretsManager::Secret":
    "moto has the service, but not its CloudFormation type: made by the same rules through its API",
};

describeOnSecondCloud(
  "the bundles, on another project's DynamoDB, Secrets Manager, SNS and Step Functions",
  () => {
    let second: SecondCloud;
    let cloud: Cloud;
    let dataDirectory: string;
    let onboardingId: string;

    beforeAll(async () => {
      const aws = await freePort();
      dataDirectory = await mkdtemp(join(tmpdir(), "independent-"));
      second = await startSecondCloud(`http://127.0.0.1:${aws}`, {
        SenderAddress: "sendworthy@mail.example",
        SupportAddress: "tickets@helpdesk.example",
      });
      process.env["DYNAMODB_ENDPOINT"] = second.url;
      cloud = await startCloud({
        dataDirectory,
        ports: { http: 0, aws, dns: 0, resolver: 0 },
        intercept: second.intercept,
      });
    });

    afterAll(async () => {
      await cloud?.stop();
      await second?.stop();
      delete process.env["DYNAMODB_ENDPOINT"];
      await rm(dataDirectory, { recursive: true, force: true });
    });

    const read = (): Promise<Onboarding> => {
      const table = DynamoDBDocumentClient.from(new DynamoDBClient(localClient(second.url)));
      return readOnboarding(dynamodbReader(table, "sendworthy-Table"), onboardingId);
    };

    /** Waits until the onboarding meets a condition; moto is slow, so it is polled twice a second. */
    const once = (awaited: string, isThere: (current: Onboarding) => boolean): Promise<Onboarding> =>
      eventually(
        awaited,
        async () => {
          await setTimeout(500);
          const current = await read();
          return isThere(current) ? current : undefined;
        },
        LONGEST_MS,
      );

    async function setupPage(): Promise<string> {
      const secrets = new SecretsManagerClient(localClient(second.url));
      const { SecretString } = await secrets.send(
        new GetSecretValueCommand({ SecretId: "sendworthy-LinkSecret" }),
      );
      const { current } = z.object({ current: z.string() }).parse(JSON.parse(SecretString ?? "{}"));
      return `${cloud.urls.http}/setup/${setupToken({ onboardingId, linkVersion: 1 }, current)}`;
    }

    async function confirm(): Promise<number> {
      const headers = { accept: "application/json", "content-type": "application/json" };
      const { status } = await fetch(`${await setupPage()}/confirm`, { method: "POST", headers });
      return status;
    }

    /**
     * Requests a check as an operator, which reads SES at once; otherwise SES is read a quarter of an hour
     * after the records became right.
     */
    async function check(): Promise<void> {
      const api = await operatorsApi({ awsUrl: cloud.urls.aws, stack: "sendworthy" });
      await api.request("POST", ["onboardings", onboardingId, "check"], { body: {} });
    }

    /**
     * Waits for SES, which is the local cloud's and runs in real time: its first DNS query is a minute after
     * the identity was created.
     */
    async function verifiedBySes(): Promise<true | undefined> {
      await setTimeout(500);
      const ses = new SESv2Client(localClient(cloud.urls.aws));
      const { DkimAttributes, MailFromAttributes } = await ses.send(
        new GetEmailIdentityCommand({ EmailIdentity: DOMAIN }),
      );
      const isVerified =
        DkimAttributes?.Status === "SUCCESS" && MailFromAttributes?.MailFromDomainStatus === "SUCCESS";
      return isVerified ? true : undefined;
    }

    it("are created from the template, but for what it does not know", () => {
      expect(second.types.leftOut).toEqual(Object.keys(LEFT_OUT).sort());
      expect(second.types.created).toEqual(
        expect.arrayContaining([
          "AWS::DynamoDB::Table",
          "AWS::Lambda::Function",
          "AWS::S3::Bucket",
          "AWS::StepFunctions::StateMachine",
        ]),
      );
    });

    it("lead from a signed ticket to the customer's records", async () => {
      await addZone(cloud.zonesDirectory, DOMAIN);
      const { status, body } = await sendTicket(ticketFor(DOMAIN), cloud.urls);
      expect([status, body]).toEqual([202, expect.stringContaining("onb_")]);
      onboardingId = JSON.parse(body).onboardingId;
      const { records } = await once("the records told", (current) => current.notifiedRecordsVersion === 1);
      expect(records).toHaveLength(5);
    });

    it(
      "lead on to ready once the records are published and confirmed",
      async () => {
        const page = await setupPage();
        const records = await (await fetch(`${page}/records.zone`)).text();
        await publishRecords(cloud.zonesDirectory, DOMAIN, records);
        expect(await confirm()).toBe(200);
        await once("MAIL FROM set", ({ ses }) => ses.status?.mailFromDomain !== undefined);
        await eventually("SES verifies", () => verifiedBySes(), LONGEST_MS);
        await check();
        const ready = await once("ready", ({ status }) => status === "ready");
        expect(ready.ses.status).toMatchObject({
          verification: "SUCCESS",
          dkim: "SUCCESS",
          mailFrom: "SUCCESS",
        });
        const machine = new SFNClient(localClient(second.url));
        const { executions = [] } = await machine.send(
          new ListExecutionsCommand({
            stateMachineArn: "arn:aws:states:eu-west-1:000000000000:stateMachine:sendworthy-onboarding",
          }),
        );
        const [execution] = executions;
        const found = await eventually("the end of the execution", async () => {
          const description = await machine.send(
            new DescribeExecutionCommand({ executionArn: execution?.executionArn ?? "" }),
          );
          return description.status === "RUNNING" ? undefined : description;
        });
        expect(found).toMatchObject({ name: `${onboardingId}-1`, status: "SUCCEEDED" });
      },
      LONGEST_MS,
    );
  },
);
