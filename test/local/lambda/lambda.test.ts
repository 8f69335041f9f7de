import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AwsError } from "../../../infra/local/aws/service.ts";
import { type LambdaFixture, startLambdaFixture } from "./fixture.ts";

const sources = {
  echo: `export const handler = async (event: unknown, context: { getRemainingTimeInMillis(): number }) => ({
    event, context: JSON.parse(JSON.stringify(context)), remaining: context.getRemainingTimeInMillis(),
    environment: process.env });`,
  count: "let calls = 0; export const handler = async () => ({ calls: ++calls });",
  nothing: "export const handler = async () => undefined;",
  throws: `class DomainRefusedError extends Error { override name = "DomainRefusedError"; }
    export const handler = async () => { throw new DomainRefusedError("no such domain"); };`,
  exits: "export const handler = async () => { process.exit(3); };",
  hungry:
    "export const handler = async () => { const all: unknown[] = []; for (;;) all.push(new Array(1e5).fill({})); };",
  broken: 'throw new TypeError("TABLE_NAME is missing"); export const handler = 1;',
  talks: `export const handler = async () => { console.log(JSON.stringify({ level: "INFO", message: "one" }));
    console.error("plain text"); await new Promise((r) => setTimeout(r, 50)); };`,
  uncommon: `import packet from "dns-packet"; export const handler = async () => typeof packet.encode;`,
};

let fixture: LambdaFixture;
const refused: string[] = [];

beforeAll(async () => {
  fixture = await startLambdaFixture(
    {
      ...sources,
      uncommon: sources.uncommon.replace("dns-packet", `${process.cwd()}/node_modules/dns-packet/index.js`),
    },
    {
      beforeInvoke(name) {
        if (refused.includes(name)) throw new AwsError("TooManyRequestsException", "Rate Exceeded.", 429);
      },
    },
  );
});

afterAll(() => fixture.close());

it("gives the handler its event, its context and the template's environment", async () => {
  const outcome = await fixture.lambda.invoke("echo", { a: [1] });
  expect(outcome).toMatchObject({
    payload: {
      event: { a: [1] },
      context: {
        functionName: "echo",
        invokedFunctionArn: "arn:aws:lambda:eu-west-1:000000000000:function:echo",
        awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      environment: { GREETING: "hello", AWS_REGION: "eu-west-1", AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
    },
  });
});

it("finds a function by its ARN, and names one that does not exist", async () => {
  const arn = "arn:aws:lambda:eu-west-1:000000000000:function:nothing";
  expect(await fixture.lambda.invoke(arn, {})).toEqual({ payload: null });
  await expect(fixture.lambda.invoke("absent", {})).rejects.toMatchObject({
    code: "ResourceNotFoundException",
  });
});

it("reuses a thread", async () => {
  await fixture.lambda.invoke("count", {});
  expect(await fixture.lambda.invoke("count", {})).toEqual({ payload: { calls: 2 } });
});

it("answers every one of many invocations at once", async () => {
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => fixture.lambda.invoke("count", {})));
  expect(outcomes.every((outcome) => "payload" in outcome)).toBe(true);
});

it("names a thrown error by its name, minified or not", async () => {
  expect(await fixture.lambda.invoke("throws", {})).toEqual({
    functionError: {
      errorType: "DomainRefusedError",
      errorMessage: "no such domain",
      trace: expect.arrayContaining(["DomainRefusedError: no such domain"]),
    },
  });
});

it("reports a process that ended, and starts another one", async () => {
  const outcome = await fixture.lambda.invoke("exits", {});
  expect(outcome).toMatchObject({
    functionError: {
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 3$/),
    },
  });
  expect(await fixture.lambda.invoke("exits", {})).toHaveProperty("functionError");
});

it("reports a function that ran out of memory", async () => {
  expect(await fixture.lambda.invoke("hungry", {})).toMatchObject({
    functionError: {
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringContaining("signal: killed"),
    },
  });
});

it("reports an error while loading the bundle at every invocation", async () => {
  const expected = { functionError: { errorType: "TypeError", errorMessage: "TABLE_NAME is missing" } };
  expect(await fixture.lambda.invoke("broken", {})).toMatchObject(expected);
  expect(await fixture.lambda.invoke("broken", {})).toMatchObject(expected);
});

it("runs bundles that hold CommonJS packages", async () => {
  expect(await fixture.lambda.invoke("uncommon", {})).toEqual({ payload: "function" });
});

it("keeps what a function writes as JSON lines in its log", async () => {
  await fixture.lambda.invoke("talks", {});
  await expect
    .poll(async () => (await readFile(join(fixture.directory, "logs/talks.log"), "utf8")).trim().split("\n"))
    .toHaveLength(2);
  const log = await readFile(join(fixture.directory, "logs/talks.log"), "utf8");
  const lines: unknown[] = log
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toContainEqual({ level: "INFO", message: "one" });
  expect(lines).toContainEqual(expect.objectContaining({ level: "ERROR", message: "plain text" }));
});

it("fails as the service would when the hook throws", async () => {
  refused.push("nothing");
  await expect(fixture.lambda.invoke("nothing", {})).rejects.toMatchObject({
    code: "TooManyRequestsException",
  });
});

it("ends a function that takes too long, even a busy one", async () => {
  const slow = await startLambdaFixture(
    { slow: "export const handler = async () => { for (;;); };" },
    { definition: { timeoutSeconds: 0.2 } },
  );
  expect(await slow.lambda.invoke("slow", {})).toMatchObject({
    functionError: {
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 0\.20 seconds$/),
    },
  });
  await slow.close();
});
