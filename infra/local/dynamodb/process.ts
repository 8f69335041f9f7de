import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { listen } from "../listen.ts";
import { storageErrorIn } from "../storage-error.ts";
import { dynamoDbBinary } from "./binary.ts";

/** One running process of the DynamoDB engine. */
export interface EngineProcess {
  readonly url: string;
  readonly pid: number;
  /** Resolves when the process has ended, with a text that describes the cause. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 15_000;
const STOPS_WITHIN_MS = 3000;
const KEPT_CHARACTERS = 2000;

/** Starts the engine on a database file and waits until it answers. */
export async function startEngineProcess(database: string): Promise<EngineProcess> {
  const port = await freePort();
  const options = ["serve", "--host", "127.0.0.1", "--port", String(port), "--db-path", database];
  const child = spawn(dynamoDbBinary(), options, { stdio: ["ignore", "ignore", "pipe"], windowsHide: true });
  // The engine must end with this process. After a `kill -9`, the next start ends it (see survivor.ts).
  const endWithUs = () => void child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  void ended.then(() => process.off("exit", endWithUs));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, ended, url, database);
  return {
    url,
    pid: child.pid ?? 0,
    ended,
    async stop() {
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), STOPS_WITHIN_MS);
      await ended.finally(() => clearTimeout(force));
    },
  };
}

async function freePort(): Promise<number> {
  const probe = await listen(createServer(), 0, "DynamoDB");
  await probe.stop();
  return probe.port;
}

async function untilReady(
  child: ChildProcess,
  ended: Promise<string>,
  url: string,
  database: string,
): Promise<void> {
  let output = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-KEPT_CHARACTERS);
  });
  let end: string | undefined;
  void ended.then((how) => {
    end = how;
  });
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline && end === undefined) {
    try {
      // Any response proves that it runs, even a refusal of the unsigned request.
      await fetch(url, { signal: AbortSignal.timeout(1000) });
      return;
    } catch {
      await sleep(20);
    }
  }
  child.kill("SIGKILL");
  const how = end === undefined ? `did not answer within ${READY_WITHIN_MS / 1000} s` : `ended with ${end}`;
  throw storageErrorIn(database, output) ?? new Error(`DynamoDB ${how} while starting: ${output.trim()}`);
}
