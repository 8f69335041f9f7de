import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { build } from "../infra/build.ts";

const startScript = fileURLToPath(new URL("../infra/start.ts", import.meta.url));
const free = ["http", "aws", "dns", "resolver"].flatMap((name) => [`--${name}-port`, "0"]);
const base = mkdtempSync(join(tmpdir(), "start-storage-"));

beforeAll(async () => void (await build()));
afterAll(() => rmSync(base, { recursive: true, force: true }));

function start(directory: string): Promise<{ code: number | null; lines: string[] }> {
  return new Promise((resolve) => {
    const options = [startScript, "--data", directory, ...free];
    const child = execFile(process.execPath, options, { timeout: 15_000 }, (_error, _stdout, stderr) => {
      resolve({ code: child.exitCode, lines: stderr.trim().split("\n") });
    });
  });
}

/** Makes a data folder with one wrong entry. */
function folderWith(name: string, put: (path: string) => void): string {
  const directory = mkdtempSync(join(base, "data-"));
  put(join(directory, name));
  return directory;
}

const garbage = (path: string) =>
  writeFileSync(path, "no database, and long enough to be read as one".repeat(200));
const file = (path: string) => writeFileSync(path, "");
const folder = (path: string) => void mkdirSync(path);

it.each([
  ["cloud.db", garbage, "is damaged"],
  ["dynamodb.db", garbage, "is damaged"],
  ["lock.db", garbage, "is damaged"],
  ["zones", file, "is a file, and a folder is needed here"],
  ["logs", file, "is a file, and a folder is needed here"],
  ["cloud.db", folder, "is a folder, and a file is needed here"],
  ["dynamodb.pid", folder, "is a folder, and a file is needed here"],
  ["lock.pid", folder, "is a folder, and a file is needed here"],
])("names %s, what is wrong with it and what to do, and ends with 1", async (name, put, what) => {
  const directory = folderWith(name, put);
  const { code, lines } = await start(directory);
  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringContaining(`${join(directory, name)} ${what}`)]);
  expect(lines[0]).toContain("--data DIR");
});

it("names a data folder that is a file, or is below one", async () => {
  const taken = folderWith("taken", file);
  const path = join(taken, "taken");
  expect(await start(path)).toMatchObject({ code: 1, lines: [expect.stringContaining(path)] });
  expect(await start(join(path, "below"))).toMatchObject({ code: 1, lines: [expect.stringContaining(path)] });
});

it.runIf(process.platform === "linux")("ends at once on a file system that holds no folders", async () => {
  const { code, lines } = await start("/proc/sendworthy/data");
  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringContaining("/proc/sendworthy cannot be used on this file system")]);
});
