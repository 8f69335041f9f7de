import { type ChildProcess, execFile, fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Ports } from "./contenders.ts";
import type { Measured, Measuring } from "./measure.ts";
import { domainName, TOKENS } from "./zones.ts";

/** Servers in a separate process, whose answers take `delayMs`. */
export interface World {
  readonly ports: Ports;
  stop(): void;
}

/** Starts the servers of this many domains. */
export async function startWorld(domains: number, delayMs: number): Promise<World> {
  const child = start(new URL("./world.ts", import.meta.url), { domains, delayMs });
  const ports = await firstMessage<Ports>(child);
  return { ports, stop: () => child.disconnect() };
}

/** Measures one of our own contenders in a separate process. */
export async function measure(measuring: Measuring): Promise<Measured> {
  return runProcess<Measured>(new URL("./measure.ts", import.meta.url), measuring);
}

/** Runs a script in a separate process and returns its message. */
export async function runProcess<T>(script: URL, told: object): Promise<T> {
  return firstMessage<T>(start(script, told));
}

/** True if `dig` is installed. */
export function hasDig(): boolean {
  return spawnSync("dig", ["-v"]).error === undefined;
}

/** A plain script that queries the five records of each domain, one after the other, at one resolver. */
const SCRIPT = `for domain in "$@"; do
  for token in ${TOKENS.join(" ")}; do dig @127.0.0.1 -p "$PORT" +short "$token._domainkey.$domain" CNAME; done
  dig @127.0.0.1 -p "$PORT" +short "email.$domain" MX
  dig @127.0.0.1 -p "$PORT" +short "email.$domain" TXT
done`;

/** The number of queries of the script for one domain. */
export const DIG_QUESTIONS: number = TOKENS.length + 2;

/** Measures the script of `dig` calls. */
export async function measureDig({ resolver }: Ports, domains: number): Promise<number> {
  const names = Array.from({ length: domains }, (_, index) => domainName(index));
  const env = { ...process.env, PORT: String(resolver) };
  const startedAt = performance.now();
  const { stdout } = await promisify(execFile)("sh", ["-c", SCRIPT, "sh", ...names], { env });
  const elapsedMs = performance.now() - startedAt;
  const records = domains * DIG_QUESTIONS;
  const lines = stdout.trim().split("\n").length;
  if (lines !== records) throw new Error(`dig gave ${lines} of ${records} records`);
  return elapsedMs;
}

function start(script: URL, told: object): ChildProcess {
  return fork(fileURLToPath(script), [JSON.stringify(told)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

async function firstMessage<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`a process of the bench ended with ${code}`);
  });
  const [message] = await Promise.race([once(child, "message"), ended]);
  ended.catch(() => undefined);
  return message as T;
}
