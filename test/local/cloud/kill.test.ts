import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { startCloud } from "../../../infra/local/cloud.ts";
import { createApp } from "./app.ts";

const anyPort = { http: 0, aws: 0, dns: 0, resolver: 0 };
let app: Awaited<ReturnType<typeof createApp>>;

beforeAll(async () => {
  app = await createApp();
});

afterAll(() => app.remove());

const program = `
import { startCloud } from ${JSON.stringify(fileURLToPath(new URL("../../../infra/local/cloud.ts", import.meta.url)))};
const [root, dataDirectory] = process.argv.slice(1);
const cloud = await startCloud({ root, dataDirectory, ports: ${JSON.stringify(anyPort)}, speed: 20 });
console.log(cloud.urls.http);
`;

/** Starts a local cloud in a separate process; returns the URL of its HTTP API. */
async function startChild(dataDirectory: string): Promise<{ child: ChildProcess; http: string }> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, app.root, dataDirectory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [http] = await once(createInterface({ input: child.stdout }), "line");
  return { child, http: String(http) };
}

it("loses nothing when it is killed: executions continue, time does not go back, the database is free", async () => {
  const dataDirectory = join(app.root, "killed");
  const { child, http } = await startChild(dataDirectory);
  const response = await fetch(`${http}/begin/survivor`, { method: "POST" });
  expect(response.status).toBe(202);
  const beforeMs = Date.now();
  child.kill("SIGKILL");
  await once(child, "exit");

  const cloud = await startCloud({ root: app.root, dataDirectory, ports: anyPort, speed: 100 });
  onTestFinished(() => cloud.stop());
  expect(cloud.clock.now()).toBeGreaterThanOrEqual(beforeMs);
  await expect
    .poll(() => cloud.publications(), { timeout: 15_000 })
    .toMatchObject([{ message: "survivor <is> done" }]);
});
