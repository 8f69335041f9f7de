import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readConfigurationFile } from "../infra/configuration-file.ts";

async function fileOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "configuration-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "configuration.json");
  await writeFile(file, text);
  return file;
}

it("reads the example of the documentation, and hands it on without its spaces", async () => {
  const { text, configuration } = await readConfigurationFile("docs/examples/configuration.json");
  expect(configuration.helpDesks["jira"]?.baseUrl).toBe("https://oxfordstones.atlassian.net");
  expect(text).not.toMatch(/\n|: /);
});

it("lists every fault, each on its line", async () => {
  const wrong = {
    helpDesks: { zendesk: { baseUrl: "x", fields: { project: "id" } } },
    domains: { own: ["a b"] },
    z: 1,
  };
  const reading = readConfigurationFile(await fileOf(JSON.stringify(wrong)));
  const message = await reading.then(String, (error: Error) => error.message);
  expect(message.split("\n").map((line) => line.trim().split(":")[0])).toEqual([
    expect.stringMatching(/configuration\.json is not as it must be$/),
    "helpDesks.zendesk.baseUrl",
    "helpDesks.zendesk.fields.project",
    "domains.own.0",
    "z",
  ]);
});

it("says how large it may be: 4,096 bytes, whatever its spaces", async () => {
  const own = Array.from({ length: 150 }, (_, index) => `a-long-name-of-a-domain-${index}.example`);
  const large = await fileOf(JSON.stringify({ domains: { own } }));
  await expect(readConfigurationFile(large)).rejects.toThrow(/is too large: \d{4} bytes .* holds 4096/);
  const spacious = await fileOf(`{${" ".repeat(5000)}}`);
  expect((await readConfigurationFile(spacious)).text).toBe("{}");
});

it("says that it is no JSON", async () => {
  await expect(readConfigurationFile(await fileOf("{"))).rejects.toThrow(/configuration\.json is no JSON/);
});
