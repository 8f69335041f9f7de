import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const startScript = fileURLToPath(new URL("../infra/start.ts", import.meta.url));

function start(...options: string[]): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [startScript, ...options], (_error, _stdout, stderr) => {
      resolve({ code: child.exitCode, stderr });
    });
  });
}

it.each([
  [["--sped", "3"], "'--sped'"],
  [["--speed", "fast"], "--speed"],
  [["--speed", "0"], "--speed: expected a number of more than 0"],
  [["--speed", "x", "--dns-port", "y"], "--speed: expected a number; --dns-port: expected a number"],
  [["--aws-port", "70000"], "--aws-port"],
  [["--data="], "--data"],
  [["here"], "'here'"],
  [["--speed", "2", "--speed", "3"], "--speed: give it once"],
])("answers %j with one line that says how it is used, and 64", async (options, named) => {
  const { code, stderr } = await start(...options);
  expect(code).toBe(64);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining("usage: npm start")]);
  expect(stderr).toContain(named);
});
