import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

const platform = `${process.platform}-${process.arch}`;
const binary = fileURLToPath(new URL(`../../node_modules/@dynoxide/${platform}/dynoxide`, import.meta.url));

/** True if a DynamoDB can run here; otherwise the tests that need one are skipped with a message. */
export const hasDynamoDb = existsSync(binary);

if (!hasDynamoDb) {
  const message = `There is no DynamoDB binary for ${platform}: the tests against a real one can't run`;
  if (process.env["CI"] !== undefined) throw new Error(message);
  console.warn(message);
}

/** A DynamoDB in memory, with tables as the template declares them. */
export interface DynamoDb {
  readonly client: DynamoDBDocumentClient;
  /** Makes an empty table and returns its name. */
  createTable(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a DynamoDB on a free port. */
export async function startDynamoDb(): Promise<DynamoDb> {
  const port = await freePort();
  const child = spawn(binary, ["serve", "--host", "127.0.0.1", "--port", String(port)], { stdio: "ignore" });
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint);
  const dynamodb = new DynamoDBClient({
    endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const client = DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } });
  let tables = 0;
  return {
    client,
    async createTable() {
      tables += 1;
      const TableName = `table-${tables}`;
      await dynamodb.send(new CreateTableCommand({ TableName, ...DEFINITION }));
      const TimeToLiveSpecification = { AttributeName: "forgetAt", Enabled: true };
      await dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
      return TableName;
    },
    async stop() {
      dynamodb.destroy();
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
  };
}

const DEFINITION: Omit<CreateTableCommandInput, "TableName"> = {
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "S" },
    { AttributeName: "queue", AttributeType: "S" },
    { AttributeName: "dueAt", AttributeType: "N" },
    { AttributeName: "probes", AttributeType: "S" },
    { AttributeName: "listed", AttributeType: "S" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "queue",
      KeySchema: [
        { AttributeName: "queue", KeyType: "HASH" },
        { AttributeName: "dueAt", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
    {
      IndexName: "listing",
      KeySchema: [
        { AttributeName: "listed", KeyType: "HASH" },
        { AttributeName: "pk", KeyType: "RANGE" },
      ],
      Projection: {
        ProjectionType: "INCLUDE",
        NonKeyAttributes: ["status", "project", "identity", "mailFrom"],
      },
    },
    {
      IndexName: "probes",
      KeySchema: [
        { AttributeName: "probes", KeyType: "HASH" },
        { AttributeName: "pk", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["probe"] },
    },
  ],
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(endpoint: string): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer !== undefined) return;
    await sleep(20);
  }
  throw new Error("DynamoDB did not answer within ten seconds");
}
