import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";

const script = fileURLToPath(new URL("../infra/ticket.ts", import.meta.url));
const CONFIGURATION = "docs/examples/configuration.json";

function ticket(...given: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...given], (_error, stdout, stderr) => {
      resolve({ code: child.exitCode, stdout, stderr });
    });
  });
}

describe("a dry run", () => {
  it.each(["zendesk", "freshdesk", "jira"])(
    "says what the documentation's ticket of %s would become",
    async (source) => {
      const { code, stdout } = await ticket("--source", source, "--configuration", CONFIGURATION);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        type: "onboarding.requested",
        request: {
          project: "oxfordstones",
          identity: "oxfordstones.example",
          requester: "dns@oxfordstones.example",
        },
      });
    },
  );

  it("lists every fault, and ends with 1", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ticket-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "payload.json");
    const description = "From addresses: news@gmail.com\nMAIL FROM domain: x";
    await writeFile(file, JSON.stringify({ ticket: { id: 7, description } }));
    const { code, stdout } = await ticket("--source", "zendesk", "--file", file);
    expect(code).toBe(1);
    const { faults } = JSON.parse(stdout);
    expect(faults.map(({ field }: { field: string }) => field)).toEqual([
      "project",
      "requester",
      "fromAddresses.0",
      "mailFrom",
    ]);
  });
});

it.each([
  [["--source", "zendesc"], "zendesk"],
  [["--sent"], "--sent"],
  [["--file", "README.md"], "README.md is not JSON"],
  [["--source", "jira", "--configuration", "package.json"], "package.json has faults"],
  [["--configuration", CONFIGURATION], "--configuration is for --source only"],
  [["--http-url", "http://127.0.0.1:3001"], "--http-url is for --send only"],
  [["--aws-url", "http://127.0.0.1:4567"], "--aws-url is for --send only"],
])("answers %j with how it is used, and 64", async (given, named) => {
  const { code, stderr } = await ticket(...given);
  expect(code).toBe(64);
  expect(stderr.split("\n")[0]).toContain("usage: npm run ticket");
  expect(stderr).toContain(named);
});
