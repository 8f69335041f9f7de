import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";
import * as z from "zod";
import type { Intercept } from "../../infra/local/aws/endpoint.ts";

const SCRIPT = fileURLToPath(new URL("./second_cloud.py", import.meta.url));

/** The path of a Python with the packages of test/independent/requirements.txt. */
const PYTHON = process.env["SECOND_CLOUD_PYTHON"];

if (PYTHON === undefined) {
  const complaint = "SECOND_CLOUD_PYTHON is not set: nothing is tested on another project's model of AWS";
  if (process.env["CI"] === "true") throw new Error(complaint);
  console.warn(complaint);
}

/** Tests that need the second cloud; without the Python they are skipped with a message. */
export const describeOnSecondCloud = describe.skipIf(PYTHON === undefined);

const started = z.object({ created: z.array(z.string()), leftOut: z.array(z.string()) });

/** Another project's simulation of AWS, with the template's stack created in it. */
export interface SecondCloud {
  readonly url: string;
  /** The types of the resources that it created, and those that it does not support. */
  readonly types: z.output<typeof started>;
  /** Sends the calls of some services to it instead of the local cloud's own services. */
  readonly intercept: Intercept;
  stop(): Promise<void>;
}

/** The services of the local cloud that the second cloud replaces, besides DynamoDB. */
const SERVICES = ["secretsmanager", "sns", "states"];

/** Starts the second cloud; its state machine invokes the functions at `lambdaUrl`. */
export async function startSecondCloud(
  lambdaUrl: string,
  parameters: Readonly<Record<string, string>>,
): Promise<SecondCloud> {
  const port = await freePort();
  const child = spawn(PYTHON ?? "", [SCRIPT, String(port), lambdaUrl, JSON.stringify(parameters)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    types: started.parse(JSON.parse(await firstLine(child))),
    async intercept(service, _, { method, path, query, headers, body }) {
      if (!SERVICES.includes(service)) return undefined;
      const { host: _host, "content-length": _length, connection: _connection, ...sent } = headers;
      const answer = await fetch(`${url}${path}?${query}`, { method, headers: sent, body });
      const type = answer.headers.get("content-type") ?? "application/json";
      return { status: answer.status, headers: { "content-type": type }, body: await answer.text() };
    },
    async stop() {
      child.stdin?.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

/** Returns a port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The second cloud has no output");
  for await (const line of createInterface(child.stdout)) if (line.startsWith("{")) return line;
  throw new Error("The second cloud ended before it served");
}
