import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { bareTwin } from "../../infra/bench/cold-start/bare-twin.ts";
import { initialisationMs } from "../../infra/bench/cold-start/initialisation.ts";
import { metaFileOf } from "../../infra/fresh-bundles.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cold-start-"));
  return () => rm(directory, { recursive: true });
});

it("gives the twin the clients and commands that left something in the bundle", async () => {
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
  expect((await bareTwin(directory, "one")).split("\n")).toEqual([
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
