import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

/** Replaces npm: records its call, waits a moment and "installs" a node binary. */
const fakeNpm = `
const { appendFileSync, copyFileSync, mkdirSync, writeFileSync } = require("node:fs");
appendFileSync("npm-calls", process.argv.slice(2).join(" ") + "\\n");
if (process.env.FAIL) process.exit(7);
setTimeout(() => {
  mkdirSync("node_modules/.bin", { recursive: true });
  writeFileSync("node_modules/.bin/node", "");
  copyFileSync("package-lock.json", "node_modules/.package-lock.json");
}, 300);
`;

function lockFile(versions: Readonly<Record<string, string>>): string {
  const entries = Object.entries(versions).map(([name, version]) => [
    `node_modules/${name}`,
    { version, ...(name.startsWith("optional") && { optional: true }) },
  ]);
  return JSON.stringify({ packages: Object.fromEntries(entries) });
}

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "setup-"));
  await mkdir(join(root, "infra"));
  await cp(new URL("../infra/setup.mjs", import.meta.url), join(root, "infra/setup.mjs"));
  await writeFile(join(root, "package-lock.json"), lockFile({ one: "1.0.0" }));
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

it("prints nothing and calls nothing if all is installed", async () => {
  await setup();
  expect(await setup()).toEqual({ code: 0, stderr: "" });
  expect(await npmCalls()).toBe(1);
});

it("installs again when the lock file changed or the node binary vanished", async () => {
  await setup();
  await writeFile(join(root, "package-lock.json"), lockFile({ one: "1.0.1" }));
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

it.each([
  ["by hand", { one: "1.0.0" }, 0],
  ["by hand on a machine that an optional package is not made for", { one: "1.0.0" }, 0],
  ["with another version", { one: "0.9.0", "optional-engine": "1.0.0" }, 1],
  ["with one package too many", { one: "1.0.0", other: "1.0.0" }, 1],
  ["without a package", {}, 1],
])("after an installation %s with %j calls npm %i times", async (_, installed, calls) => {
  await writeFile(join(root, "package-lock.json"), lockFile({ one: "1.0.0", "optional-engine": "1.0.0" }));
  await mkdir(join(root, "node_modules/.bin"), { recursive: true });
  await writeFile(join(root, "node_modules/.bin/node"), "");
  await writeFile(join(root, "node_modules/.package-lock.json"), lockFile(installed));
  await setup();
  expect(await npmCalls().catch(() => 0)).toBe(calls);
});
