import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("../../infra/ops.ts", import.meta.url));

function ops(...given: string[]): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...given], (_error, _stdout, stderr) => {
      resolve({ code: child.exitCode, stderr });
    });
  });
}

it.each([
  [[], "redrive"],
  [["restart"], "redrive"],
  [["redrive", "all"], "redrive"],
  [["redrive", "--now"], "--now"],
  [["redrive", "--aws-url", "localhost"], "--aws-url"],
  [["test-mail", "--form", "a@b.example"], "--form"],
])("answers %j with one line that says how it is used, and 64", async (given, named) => {
  const { code, stderr } = await ops(...given);
  expect(code).toBe(64);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining("usage: npm run ops")]);
  expect(stderr).toContain(named);
});

it("says in one line that nobody answers", async () => {
  const { code, stderr } = await ops("redrive", "--aws-url", "http://127.0.0.1:9");
  expect(code).toBe(1);
  expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(/^ops: .*ECONNREFUSED/)]);
});
