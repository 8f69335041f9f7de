import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { sesAccount } from "#adapters/ses/account";
import { NO_BRAND } from "#core/brand/brand";
import { build } from "./build.ts";
import { runCommand } from "./command-line.ts";
import { readConfigurationIfThere, writePlatformName } from "./configuration-file.ts";
import { demandAccess } from "./deploy/access.ts";
import { deploy } from "./deploy/deploy.ts";
import { type Parameters, readParameters, saveParameters, writeParameters } from "./deploy/parameters.ts";
import { protectTable } from "./deploy/protect-table.ts";
import { runProcess } from "./deploy/sam.ts";
import { parseOptions } from "./parse-options.ts";
import { withPerson } from "./person.ts";
import { readTemplate } from "./template.ts";

const USAGE =
  "npm run deploy -- [--stack-name NAME] [--region REGION] [--profile PROFILE] [--yes] [--despite-problems]";

const repository = fileURLToPath(new URL("..", import.meta.url));
const configurationFile = join(repository, "configuration.json");
const parametersFile = join(repository, "parameters.json");

const PASSED_ON = ["stack-name", "region", "profile"] as const;

function readArguments() {
  return parseOptions({
    options: {
      "stack-name": { type: "string" },
      region: { type: "string" },
      profile: { type: "string" },
      yes: { type: "boolean", default: false },
      "despite-problems": { type: "boolean", default: false },
    },
  }).values;
}

async function main(): Promise<number> {
  const values = readArguments();
  const client = {
    ...(values.region !== undefined && { region: values.region }),
    ...(values.profile !== undefined && { profile: values.profile }),
  };
  const { Parameters } = await readTemplate(join(repository, "template.yaml"));
  const request = {
    parametersFile: "parameters.json",
    declared: Parameters,
    samOptions: PASSED_ON.flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [`--${name}`, value];
    }),
    isConfirmed: values.yes,
    despiteProblems: values["despite-problems"],
  };
  const ses = new SESv2Client(client);
  const deps = {
    run: runProcess,
    ses: sesAccount(ses),
    demandAccess: () => demandAccess(ses),
    readParameters: () => readParameters(parametersFile),
    async readPlatformName() {
      const { brands } = await readConfigurationIfThere(configurationFile);
      return brands === NO_BRAND ? undefined : brands.all.name;
    },
    async prepare(given: Parameters) {
      const { text, brands } = await readConfigurationIfThere(configurationFile);
      await writeParameters(join(repository, "dist", "parameters.yaml"), given, text);
      await build(undefined, undefined, brands);
    },
    protectTable: (tableName: string) => protectTable(new DynamoDBClient(client), tableName),
    saveParameters: (given: Parameters) => saveParameters(parametersFile, given),
    savePlatformName: (name: string) => writePlatformName(configurationFile, name),
    // In a pipeline nobody answers questions.
    withPerson: process.stdin.isTTY && !values.yes ? withPerson : undefined,
    say: console.log,
  };
  return deploy(request, deps);
}

await runCommand({ name: "deploy", usage: USAGE, failure: 1 }, main);
