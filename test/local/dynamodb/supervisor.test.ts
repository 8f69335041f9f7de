import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { createDynamoDbClient } from "../../../infra/local/dynamodb/client.ts";
import { createDynamoDbService } from "../../../infra/local/dynamodb/service.ts";
import { superviseDynamoDb } from "../../../infra/local/dynamodb/supervisor.ts";
import { isEngineOn } from "../../../infra/local/dynamodb/survivor.ts";

async function supervised() {
  const directory = mkdtempSync(join(tmpdir(), "supervisor-"));
  const restarts: string[] = [];
  const said = vi.spyOn(console, "error").mockImplementation((line: string) => void restarts.push(line));
  const onRestart = vi.fn();
  const engine = await superviseDynamoDb(directory, { onRestart, onFailure() {} });
  onTestFinished(async () => {
    await engine.stop();
    said.mockRestore();
    rmSync(directory, { recursive: true, force: true });
  });
  const pid = () => Number(readFileSync(join(directory, "dynamodb.pid"), "utf8"));
  return { directory, engine, restarts, onRestart, pid };
}

it("starts a killed engine again, says so, and loses nothing", async () => {
  const { engine, restarts, onRestart, pid } = await supervised();
  const call = createDynamoDbClient(engine.url);
  await call("DynamoDB_20120810.CreateTable", {
    TableName: "Kept",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  });
  const killed = pid();
  process.kill(killed, "SIGKILL");
  await expect.poll(() => onRestart.mock.calls.length, { timeout: 10_000 }).toBe(1);
  expect(restarts[0]).toMatch(/^DynamoDB ended \(.+\) and is started again/);
  expect(pid()).not.toBe(killed);
  expect(await call("DynamoDB_20120810.ListTables", {})).toEqual({ TableNames: ["Kept"] });
});

it("holds a request until the engine answers again", async () => {
  const { directory, engine, pid } = await supervised();
  const service = createDynamoDbService({
    dataDirectory: directory,
    url: engine.url,
    onWrite() {},
    onFailure() {},
  });
  process.kill(pid(), "SIGKILL");
  await expect.poll(engine.url, { interval: 1 }).toBeUndefined();
  const answer = await service.handle({
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.ListTables",
      "x-amz-date": "20260101T000000Z",
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local",
    },
    body: "{}",
  });
  expect(answer).toMatchObject({ status: 200 });
});

it("leaves no engine behind when it is stopped at the moment of a restart", async () => {
  const { engine, pid } = await supervised();
  process.kill(pid(), "SIGKILL");
  await expect.poll(engine.url, { interval: 1 }).toBeUndefined();
  await engine.stop();
  expect(engine.url()).toBeUndefined();
});

it.skipIf(process.platform === "win32")("keeps its data readable only for its owner", async () => {
  const { directory } = await supervised();
  expect(statSync(join(directory, "dynamodb.db")).mode & 0o777).toBe(0o600);
});

it.each([
  ["/app/dynoxide serve --host 127.0.0.1 --port 1 --db-path /d/dynamodb.db", true],
  ["C:\\app\\dynoxide.exe serve --port 1 --db-path /d/dynamodb.db", true],
  ['"C:\\my app\\dynoxide.exe" serve --port 1 --db-path "/d/dynamodb.db"', true],
  ["/app/dynoxide serve --host 127.0.0.1 --port 1 --db-path /d/dynamodb.db2", false],
  ["vim dynoxide --db-path /d/dynamodb.db", false],
  ["[dynoxide] <defunct>", false],
])("takes %j for an engine on the file: %s", (command, expected) => {
  expect(isEngineOn(command, "/d/dynamodb.db")).toBe(expected);
});

it.each(["http://127.0.0.1:9", "nonsense"])(
  "says at the start that no DynamoDB answers at DYNAMODB_ENDPOINT %s",
  async (url) => {
    vi.stubEnv("DYNAMODB_ENDPOINT", url);
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(superviseDynamoDb("unused", { onRestart() {}, onFailure() {} })).rejects.toThrow(
      `No DynamoDB answers at ${url}: start it, or unset DYNAMODB_ENDPOINT`,
    );
  },
);
