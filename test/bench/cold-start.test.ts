import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { bareTwin } from "../../infra/bench/cold-start/bare-twin.ts";
import { highestRatio } from "../../infra/bench/cold-start/bounds.ts";
import { bundledModules } from "../../infra/bench/cold-start/bundled-modules.ts";
import { initialisationMs } from "../../infra/bench/cold-start/initialisation.ts";
import { initialisationUnderClientMs } from "../../infra/bench/cold-start/runtime-client.ts";
import { metaFileOf } from "../../infra/fresh-bundles.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cold-start-"));
  return () => rm(directory, { recursive: true });
});

it("makes a module for comparison that imports exactly the clients and commands which the bundle has", async () => {
  const module = (path: string) => `node_modules/@aws-sdk/${path}.js`;
  const inputs = {
    "functions/one/handler.ts": { bytesInOutput: 100 },
    [module("client-sqs/dist-es/commands/SendMessageCommand")]: { bytesInOutput: 10 },
    [module("client-sqs/dist-es/commands/ReceiveMessageCommand")]: { bytesInOutput: 0 },
    [module("lib-dynamodb/dist-es/commands/GetCommand")]: { bytesInOutput: 10 },
  };
  const file = metaFileOf(directory, "one");
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, JSON.stringify({ outputs: { "dist/one/index.mjs": { inputs } } }));
  const modules = await bundledModules(directory, "one");
  expect((await bareTwin(modules)).split("\n")).toEqual([
    'import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";',
    'import { GetCommand } from "@aws-sdk/lib-dynamodb";',
    "const used = [new SQSClient(), SendMessageCommand, GetCommand];",
    "export const handler = async () => used.length;",
  ]);
});

it("measures how long a module takes to load in a process of its own, with its environment", async () => {
  const file = join(directory, "slow.mjs");
  await writeFile(
    file,
    'if (process.env.TABLE !== "t") throw new Error("no table"); await new Promise((resolve) => setTimeout(resolve, 200));',
  );
  onTestFinished(() => rm(file));
  expect(await initialisationMs(file, { TABLE: "t" })).toBeGreaterThanOrEqual(190);
  await expect(initialisationMs(file, {})).rejects.toThrow("no table");
});

it("measures how long a function takes under a runtime client until it asks for its first event", async () => {
  const client = join(directory, "client.mjs");
  await writeFile(
    client,
    `await import(process.env.LAMBDA_TASK_ROOT + "/" + process.env._HANDLER.replace(".handler", ".mjs"));
     await fetch("http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/runtime/invocation/next");`,
  );
  const module = join(directory, "index.mjs");
  await writeFile(module, 'if (process.env.TABLE !== "t") throw new Error("no table");');
  expect(await initialisationUnderClientMs(client, module, { TABLE: "t" })).toBeGreaterThan(0);
  await expect(initialisationUnderClientMs(client, module, {})).rejects.toThrow("failed under the client");
});

it("allows more only to a function that carries the public suffix list", () => {
  expect(highestRatio(["functions/one/handler.ts"])).toBe(1.3);
  expect(highestRatio(["functions/one/handler.ts", "node_modules/tldts/dist/es6/index.js"])).toBe(1.45);
});
