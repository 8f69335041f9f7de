import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import {
  faultsOfParameters,
  readParameters,
  saveParameters,
  writeParameters,
} from "../../infra/deploy/parameters.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parameters-"));
  onTestFinished(() => rm(folder, { recursive: true }));
});

it("hands the deployer's values and the configuration to SAM in one file", async () => {
  const output = join(folder, "dist", "parameters.yaml");
  await writeParameters(output, { OpsAddress: "ops@platform.example" }, '{"domains":{}}');
  expect(JSON.parse(await readFile(output, "utf8"))).toEqual({
    OpsAddress: "ops@platform.example",
    Configuration: '{"domains":{}}',
  });
});

it("reads texts and numbers, and nothing where there is no file", async () => {
  const file = join(folder, "parameters.json");
  expect(await readParameters(file)).toEqual({});
  await writeFile(file, '{ "OpsAddress": "", "LogRetentionDays": 60 }');
  expect(await readParameters(file)).toEqual({ OpsAddress: "", LogRetentionDays: "60" });
});

it.each(["[]", '{ "OpsAddress": null }', "{"])("refuses %s in one line that names the file", async (text) => {
  const file = join(folder, "parameters.json");
  await writeFile(file, text);
  await expect(readParameters(file)).rejects.toThrow(/parameters\.json (is|has)/);
});

it("keeps answers where they are read again", async () => {
  const file = join(folder, "parameters.json");
  await saveParameters(file, { OpsAddress: "ops@platform.example" });
  expect(await readParameters(file)).toEqual({ OpsAddress: "ops@platform.example" });
});

it.each([
  [{ SignInIssuer: "https://id.example" }, "SignInClientId"],
  [{ SignInClientId: "console" }, "SignInIssuer"],
])("names what the sign-in lacks beside %j", (given, missing) => {
  const declared = { SignInIssuer: {}, SignInClientId: {} };
  const needed = { SenderAddress: "a@b.example", SupportAddress: "c@b.example", OpsAddress: "" };
  const lists = { SenderAddress: {}, SupportAddress: {}, OpsAddress: {}, ...declared };
  expect(faultsOfParameters({ ...needed, ...given }, lists)).toEqual([
    `  ${missing} is missing: the console’s sign-in needs both SignInIssuer and SignInClientId, or neither`,
  ]);
  expect(
    faultsOfParameters({ ...needed, SignInIssuer: "https://id.example", SignInClientId: "c" }, lists),
  ).toEqual([]);
});
