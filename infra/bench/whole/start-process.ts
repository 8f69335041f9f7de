import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** `npm start` in a separate process, with its output. */
export interface StartProcess {
  readonly child: ChildProcess;
  /** Returns the output so far, from stdout and stderr. */
  output(): string;
  /** Resolves to its addresses once it is up, or to `undefined` if it ended before. */
  readonly up: Promise<{ http: string; aws: string } | undefined>;
  /** Resolves to its exit code, or to the signal that ended it. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const script = fileURLToPath(new URL("../../start.ts", import.meta.url));
const PORTS = ["--http-port", "--aws-port", "--dns-port", "--resolver-port"];

/**
 * Runs the program of `npm start`, by default on free ports, in a separate process group as a terminal does.
 */
export function startProcess(dataDirectory: string, ...options: string[]): StartProcess {
  const freePorts = PORTS.filter((port) => !options.includes(port)).flatMap((port) => [port, "0"]);
  const child = spawn(process.execPath, [script, "--data", dataDirectory, ...freePorts, ...options], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  const address = (name: string): string | undefined =>
    new RegExp(`^${name}\\s+(http://\\S+)$`, "m").exec(output)?.[1];
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal }));
  const up = new Promise<{ http: string; aws: string } | undefined>((resolve) => {
    void ended.then(() => resolve(undefined));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        output += `${line}\n`;
        const http = address("Home page");
        const aws = address("AWS endpoint");
        if (line.startsWith("Ctrl-C") && http !== undefined && aws !== undefined) resolve({ http, aws });
      });
    }
  });
  return { child, output: () => output, up, ended };
}
