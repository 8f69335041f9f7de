import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DescribeExecutionCommand, SFNClient } from "@aws-sdk/client-sfn";
import { CreateTopicCommand, ListTopicsCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Cloud, startCloud } from "../../../infra/local/cloud.ts";
import { createApp } from "./app.ts";

const anyPort = { http: 0, aws: 0, dns: 0, resolver: 0 };
const faults: string[] = [];
let app: Awaited<ReturnType<typeof createApp>>;
let cloud: Cloud;

beforeAll(async () => {
  app = await createApp();
  cloud = await startCloud({
    root: app.root,
    dataDirectory: join(app.root, "data"),
    ports: anyPort,
    speed: 100,
    intercept: (service, operation) =>
      faults.splice(0).includes(`${service}:${operation}`)
        ? { status: 500, headers: { "x-amzn-errortype": "InternalFailure" }, body: "{}" }
        : undefined,
  });
});

afterAll(async () => {
  await cloud.stop();
  await app.remove();
});

const client = () => ({
  endpoint: cloud.urls.aws,
  region: "eu-west-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

async function keys(): Promise<string[]> {
  const { Items = [] } = await new DynamoDBClient(client()).send(
    new ScanCommand({ TableName: "sendworthy-Table" }),
  );
  return Items.map((item) => item["pk"]?.S ?? "");
}

it("runs a request through HTTP API, state machine, functions, table, stream and topic", async () => {
  const response = await fetch(`${cloud.urls.http}/begin/first`, { method: "POST" });
  expect(response.status).toBe(202);
  const executionArn = await response.text();
  const sfn = new SFNClient(client());
  await expect
    .poll(async () => (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status, {
      timeout: 10_000,
    })
    .toBe("SUCCEEDED");
  expect((await sfn.send(new DescribeExecutionCommand({ executionArn }))).output).toBe('{"done":"first"}');
  await expect
    .poll(() => cloud.publications(), { timeout: 5000 })
    .toMatchObject([{ subject: "Done", message: "first <is> done" }]);
  await expect.poll(keys, { timeout: 5000 }).toContain("Step Functions Execution Status Change");
  expect(cloud.calls()).toMatchObject({ "states:StartExecution": 1, "sns:Publish": 1 });
});

it("invokes functions on their schedule", async () => {
  await expect.poll(keys, { timeout: 10_000 }).toContain("Scheduled Event");
});

it("puts a stream record that cannot be handled into the dead letter queue", async () => {
  const item = { pk: { S: "poison" }, kind: { S: "notice" } };
  await new DynamoDBClient(client()).send(new PutItemCommand({ TableName: "sendworthy-Table", Item: item }));
  await expect.poll(() => cloud.messages(), { timeout: 10_000 }).toHaveLength(1);
  expect(JSON.parse(cloud.messages()[0]?.body ?? "")).toMatchObject({
    errorMessage: "cannot deliver",
    // A schedule may have written an item into the same batch.
    payload: {
      Records: expect.arrayContaining([
        expect.objectContaining({
          eventName: "INSERT",
          dynamodb: expect.objectContaining({ NewImage: item }),
        }),
      ]),
    },
  });
});

/** Makes one call to an AWS JSON service. */
async function call(target: string, input: object): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(cloud.urls.aws, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
    body: JSON.stringify(input),
  });
  return { status: response.status, answer: await response.json() };
}

it("answers SSM with the parameters of the template", async () => {
  const found = await call("AmazonSSM.GetParameter", { Name: "/app/setting", WithDecryption: true });
  expect(found).toMatchObject({ status: 200, answer: { Parameter: { Value: "blue", Version: 1 } } });
  expect(await call("AmazonSSM.GetParameter", { Name: "/absent" })).toEqual({
    status: 400,
    answer: { __type: "ParameterNotFound", message: "Parameter /absent not found." },
  });
  expect(await call("AmazonSSM.PutParameter", { Name: "/app/setting", Value: "red" })).toMatchObject({
    answer: { __type: "ParameterAlreadyExists" },
  });
});

it("keeps the events put on the bus and names the malformed ones", async () => {
  const entry = { Source: "test", DetailType: "Test", Detail: '{"a":1}' };
  const put = await call("AWSEvents.PutEvents", { Entries: [entry, { ...entry, Detail: "{" }] });
  expect(put.answer).toEqual({
    FailedEntryCount: 1,
    Entries: [
      { EventId: expect.any(String) },
      { ErrorCode: "MalformedDetail", ErrorMessage: expect.any(String) },
    ],
  });
  expect(cloud.events().at(-1)).toMatchObject({ source: "test", detail: { a: 1 } });
});

it("answers SNS as its client expects", async () => {
  const sns = new SNSClient(client());
  const { Topics } = await sns.send(new ListTopicsCommand());
  expect(Topics).toEqual([{ TopicArn: "arn:aws:sns:eu-west-1:000000000000:sendworthy-Topic" }]);
  const nowhere = sns.send(new PublishCommand({ TopicArn: `${Topics?.[0]?.TopicArn}x`, Message: "m" }));
  await expect(nowhere).rejects.toMatchObject({ name: "NotFoundException", message: "Topic does not exist" });
  await expect(sns.send(new CreateTopicCommand({ Name: "x" }))).rejects.toMatchObject({
    name: "InvalidAction",
  });
});

it("lets a test answer in the place of a service", async () => {
  faults.push("ssm:GetParameter");
  expect(await call("AmazonSSM.GetParameter", { Name: "/app/setting" })).toMatchObject({ status: 500 });
});

it("makes a secret that its client can read", async () => {
  const secrets = new SecretsManagerClient(client());
  const SecretId = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:sendworthy-Secret";
  const { SecretString = "", Name } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  expect([Name, SecretString]).toEqual(["sendworthy-Secret", cloud.secret("sendworthy-Secret")]);
  expect(JSON.parse(SecretString)).toEqual({ current: expect.stringMatching(/^\w{44}$/) });
  const absent = secrets.send(new GetSecretValueCommand({ SecretId: "absent" }));
  await expect(absent).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

it("keeps what is sent to a queue", async () => {
  const sqs = new SQSClient(client());
  const QueueUrl = `${cloud.urls.aws}/000000000000/sendworthy-Dead`;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "given up" }));
  expect(cloud.messages()).toContainEqual(expect.objectContaining({ body: "given up" }));
  const nowhere = sqs.send(new SendMessageCommand({ QueueUrl: `${QueueUrl}x`, MessageBody: "m" }));
  await expect(nowhere).rejects.toMatchObject({ name: "QueueDoesNotExist" });
});

it("makes a secret of its own and serves the mailbox and the zones of the local world", async () => {
  expect(JSON.parse(cloud.secret("sendworthy-Secret"))).toEqual({
    current: expect.stringMatching(/^\w{44}$/),
  });
  expect((await fetch(cloud.urls.mailbox)).status).toBe(200);
  expect(readFileSync(join(cloud.zonesDirectory, "root.zone"), "utf8")).toContain("example");
});

it("refuses a second cloud on the same directory by name", async () => {
  const second = startCloud({ root: app.root, dataDirectory: join(app.root, "data"), ports: anyPort });
  await expect(second).rejects.toThrow(`data is already in use by process ${process.pid}`);
});

it("names a port that is in use, and frees its own ports", async () => {
  const dataDirectory = join(app.root, "other");
  const taken = startCloud({ root: app.root, dataDirectory, ports: { ...anyPort, dns: cloud.ports.dns } });
  await expect(taken).rejects.toThrow(`port ${cloud.ports.dns} for the DNS server is taken`);
  await (await startCloud({ root: app.root, dataDirectory, ports: anyPort })).stop();
});
