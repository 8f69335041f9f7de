import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

/** Stands in for npm: notes its call, takes a moment and "installs" a node binary. */
const fakeNpm = `
const { appendFileSync, mkdirSync, writeFileSync } = require("node:fs");
appendFileSync("npm-calls", process.argv.slice(2).join(" ") + "\\n");
if (process.env.FAIL) process.exit(7);
setTimeout(() => {
  mkdirSync("node_modules/.bin", { recursive: true });
  writeFileSync("node_modules/.bin/node", "");
}, 300);
`;

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "setup-"));
  await mkdir(join(root, "infra"));
  await cp(new URL("../infra/setup.mjs", import.meta.url), join(root, "infra/setup.mjs"));
  await writeFile(join(root, "package-lock.json"), "{}");
  await writeFile(join(root, "npm.cjs"), fakeNpm);
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

function setup(env: Record<string, string> = {}): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, "infra/setup.mjs")],
      {
        env: {
          ...process.env,
          npm_execpath: join(root, "npm.cjs"),
          npm_node_execpath: process.execPath,
          ...env,
        },
      },
      (_error, _stdout, stderr) => resolve({ code: child.exitCode ?? -1, stderr }),
    );
  });
}

async function npmCalls(): Promise<number> {
  return (await readFile(join(root, "npm-calls"), "utf8")).trim().split("\n").length;
}

it("installs what is missing and says so in one line", async () => {
  expect(await setup()).toEqual({ code: 0, stderr: "Installing packages (npm ci)…\n" });
  expect(await npmCalls()).toBe(1);
});

it("is silent and calls nothing when all is there", async () => {
  await setup();
  expect(await setup()).toEqual({ code: 0, stderr: "" });
  expect(await npmCalls()).toBe(1);
});

it("installs again when the lock file changed or the node binary vanished", async () => {
  await setup();
  await writeFile(join(root, "package-lock.json"), '{"changed":true}');
  await setup();
  expect(await npmCalls()).toBe(2);
  await rm(join(root, "node_modules/.bin/node"));
  await setup();
  expect(await npmCalls()).toBe(3);
});

it("ends with npm's exit code when npm fails, and tries again the next time", async () => {
  const failed = await setup({ FAIL: "1" });
  expect(failed.code).toBe(7);
  expect(failed.stderr).toContain("npm ci failed with exit code 7");
  expect((await setup()).code).toBe(0);
});

it("installs once when two run at once", async () => {
  const both = await Promise.all([setup(), setup()]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(await npmCalls()).toBe(1);
});
