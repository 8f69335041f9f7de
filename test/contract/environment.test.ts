import { join } from "node:path";
import { expect, it } from "vitest";
import * as z from "zod";
import { FUNCTIONS, REPOSITORY, readRepositoryFile } from "../support/deployment.ts";

/** Variables that Lambda sets: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const SET_BY_LAMBDA = ["AWS_REGION"];

/** Variables that Node and Powertools read, and not our code. */
const READ_BY_LIBRARIES = ["POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_SERVICE_NAME"];

const module = z.object({ environment: z.instanceof(z.ZodObject) });
const variables = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) });

it.each(FUNCTIONS)(
  "gives $folder what its schema reads, and nothing else",
  async ({ folder, properties }) => {
    const file = join(REPOSITORY, "functions", folder, "environment.ts");
    const { environment } = module.parse(await import(/* @vite-ignore */ file));
    const read = Object.keys(environment.shape).filter((key) => !SET_BY_LAMBDA.includes(key));
    const given = Object.keys(variables.parse(properties).Environment.Variables);
    expect(given.filter((key) => !READ_BY_LIBRARIES.includes(key)).sort()).toEqual(read.sort());
  },
);

it("gives every function what the libraries read", () => {
  for (const { folder, properties } of FUNCTIONS) {
    const given = Object.keys(variables.parse(properties).Environment.Variables);
    expect(given, folder).toEqual(expect.arrayContaining(READ_BY_LIBRARIES));
  }
});

it("gives every function that checks domains against the rules the platform's own domains", () => {
  const holds = ({ folder }: { folder: string }) =>
    readRepositoryFile(`functions/${folder}/handler.ts`).includes("readDomainRules");
  const given = FUNCTIONS.filter(holds).map(({ folder, properties }) => [
    folder,
    Object.keys(variables.parse(properties).Environment.Variables),
  ]);
  expect(given.map(([folder]) => folder)).toEqual([
    "receive-ticket",
    "receive-signal",
    "operate-onboardings",
  ]);
  for (const [, names] of given)
    expect(names).toEqual(expect.arrayContaining(["SENDER_ADDRESS", "SUPPORT_ADDRESS"]));
});
