import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { listen } from "../listen.ts";
import { indexStreams } from "./stream-index.ts";

/** A running DynamoDB. */
export interface DynamoDbProcess {
  readonly url: string;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 15_000;

function binary(): string {
  const platform = `${process.platform}-${process.arch}`;
  const path = fileURLToPath(
    new URL(`../../../node_modules/@dynoxide/${platform}/dynoxide`, import.meta.url),
  );
  if (existsSync(path)) return path;
  throw new Error(
    `There is no DynamoDB binary for ${platform}: start any DynamoDB and set DYNAMODB_ENDPOINT to its URL`,
  );
}

/** Starts DynamoDB on the database file of a data directory, or takes the one that DYNAMODB_ENDPOINT names. */
export async function startDynamoDbProcess(dataDirectory: string): Promise<DynamoDbProcess> {
  const external = process.env["DYNAMODB_ENDPOINT"];
  if (external !== undefined && external !== "") return { url: external, stop: async () => {} };

  const database = join(dataDirectory, "dynamodb.db");
  const pidFile = join(dataDirectory, "dynamodb.pid");
  await endSurvivor(pidFile, database);
  const port = await freePort();
  const child = spawn(
    binary(),
    ["serve", "--host", "127.0.0.1", "--port", String(port), "--db-path", database],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  writeFileSync(pidFile, String(child.pid));
  const url = `http://127.0.0.1:${port}`;
  await ready(child, url);
  indexStreams(database);
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      await ended(child);
      rmSync(pidFile, { force: true });
    },
  };
}

/** After `kill -9` of the local cloud its DynamoDB lives on and holds the database file. */
async function endSurvivor(pidFile: string, database: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8"));
  if (commandOf(pid)?.includes(`--db-path ${database}`)) {
    process.kill(pid, "SIGKILL");
    while (commandOf(pid)?.includes(database)) await sleep(20);
  }
  rmSync(pidFile, { force: true });
}

function commandOf(pid: number): string | undefined {
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const probe = await listen(createServer(), 0, "DynamoDB");
  await probe.stop();
  return probe.port;
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`DynamoDB ended while starting: ${complaint}`);
    }
    try {
      // Any answer will do, even a refusal of the unsigned request.
      await fetch(url, { signal: AbortSignal.timeout(1000) });
      return;
    } catch {
      await sleep(20);
    }
  }
  child.kill("SIGKILL");
  throw new Error(`DynamoDB did not answer within ${READY_WITHIN_MS / 1000} s: ${complaint}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), 3000);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
  });
}
