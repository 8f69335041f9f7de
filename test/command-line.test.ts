import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import * as z from "zod";
import { readRepositoryFile } from "./support/deployment.ts";

const SCRIPTS = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readRepositoryFile("package.json"))).scripts;
const NAMES = Object.keys(SCRIPTS).filter((name) => !name.startsWith("pre"));
const PROGRAMS = [
  "bench",
  "build",
  "demo",
  "deploy",
  "diagnose",
  "dns",
  "mutation",
  "ops",
  "start",
  "ticket",
];

/** Runs a script of package.json without npm. */
function run(name: string, ...args: string[]): Promise<{ code: number | null; out: string; error: string }> {
  const [file = ""] = /infra\/\S+\.ts/.exec(SCRIPTS[name] ?? "") ?? [];
  const script = fileURLToPath(new URL(`../${file}`, import.meta.url));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let error = "";
    child.stdout.on("data", (chunk) => (out += String(chunk)));
    child.stderr.on("data", (chunk) => (error += String(chunk)));
    child.on("close", (code) => resolve({ code, out, error }));
  });
}

it("every script installs what it needs first", () => {
  const before = NAMES.map((name) => SCRIPTS[`pre${name}`]);
  expect(before).toEqual(NAMES.map(() => "node infra/setup.mjs"));
});

it.each(PROGRAMS)("npm run %s -- --help explains the usage, and does nothing else", async (name) => {
  const { code, out, error } = await run(name, "--help");
  expect([code, error]).toEqual([0, ""]);
  expect(out).toMatch(/usage:/i);
  expect(out).toContain(name === "start" ? "npm start" : `npm run ${name}`);
});

it("names a file that is not there, in one line", async () => {
  const { code, error } = await run("ticket", "--file", "nowhere.json");
  expect([code, error]).toEqual([1, "ticket: there is no file nowhere.json: correct the path\n"]);
});

it("says how to start a local cloud where none answers", async () => {
  const urls = ["--http-url", "http://127.0.0.1:9", "--aws-url", "http://127.0.0.1:9"];
  const { code, error } = await run("ticket", "--send", ...urls);
  expect(code).toBe(1);
  expect(error).toMatch(/^ticket: nothing answers at 127\.0\.0\.1:9 .*npm start.*\n$/);
});
