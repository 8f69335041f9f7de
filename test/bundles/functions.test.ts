import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { FUNCTIONS, REPOSITORY, resourcesOf } from "../support/deployment.ts";
import { modulesIn } from "../support/sdk-commands.ts";
import { calledFunction, TASKS } from "../support/state-machine.ts";

/**
 * The time limit of an HTTP API is 30 s:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const HTTP_API_SECONDS = 30;

const shape = z.object({
  Timeout: z.number(),
  LoggingConfig: z.object({ LogGroup: z.object({ Ref: z.string() }) }),
  Events: z.record(z.string(), z.object({ Type: z.string() })).default({}),
});

it("has every folder with a handler in the template, and no other", () => {
  const folders = readdirSync(join(REPOSITORY, "functions")).filter((folder) =>
    existsSync(join(REPOSITORY, "functions", folder, "handler.ts")),
  );
  expect(FUNCTIONS.map(({ folder }) => folder).sort()).toEqual(folders.sort());
});

it("writes logs of every function to a group of its own with a limited retention", () => {
  const groups = FUNCTIONS.map(({ properties }) => shape.parse(properties).LoggingConfig.LogGroup.Ref);
  expect(new Set(groups).size).toBe(FUNCTIONS.length);
  const retentions = new Map(
    resourcesOf("AWS::Logs::LogGroup").map(([id, { Properties }]) => [id, Properties["RetentionInDays"]]),
  );
  for (const group of groups) expect(retentions.get(group), group).toEqual({ Ref: "LogRetentionDays" });
});

describe.each(FUNCTIONS)("$logicalId", ({ logicalId, folder, properties }) => {
  it("is named like its folder and has one bundle", () => {
    const pascalCase = folder.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
    expect(logicalId).toBe(`${pascalCase}Function`);
    expect(properties["CodeUri"]).toBe(`dist/${folder}/`);
    expect(properties["FunctionName"]).toEqual({ "Fn::Sub": `\${AWS::StackName}-${folder}` });
    expect(readdirSync(join(inject("bundles"), folder)).sort()).toEqual(["index.mjs"]);
  });

  it("runs on Node 24 and arm64 with tracing", () => {
    expect(properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
      Tracing: "Active",
    });
  });

  it("carries nothing that makes its cold start longer and that no call needs", () => {
    const modules = modulesIn(inject("bundles"), folder);
    // `import { z } from "zod"` would include all languages; `import * as z` includes only English.
    expect(modules.filter((one) => /zod\/v4\/locales\/(?!en\.js)/.test(one))).toEqual([]);
    // Lambda provides credentials as environment variables.
    expect(modules.filter((one) => /credential-provider-(?!env)|nested-clients/.test(one))).toEqual([]);
    // If it is imported at load, this module includes all of fetch.
    const bundle = readFileSync(join(inject("bundles"), folder, "index.mjs"), "utf8");
    expect(bundle).not.toMatch(/\bfrom ?"(node:)?http"/);
  });

  it("has a shorter time-out than its caller", () => {
    const { Timeout, Events } = shape.parse(properties);
    const limits = TASKS.filter(([, task]) => calledFunction(task) === logicalId).map(
      ([, { TimeoutSeconds }]) => (typeof TimeoutSeconds === "number" ? TimeoutSeconds : Infinity),
    );
    if (Object.values(Events).some(({ Type }) => Type === "HttpApi")) limits.push(HTTP_API_SECONDS);
    expect(Timeout).toBeLessThan(Math.min(...limits));
  });
});
