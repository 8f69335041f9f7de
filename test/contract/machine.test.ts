import { expect, it } from "vitest";
import * as z from "zod";
import { FUNCTIONS, MACHINE, readRepositoryFile } from "../support/deployment.ts";
import { calledFunction, DEFINITION_TEXT, TASKS } from "../support/state-machine.ts";

const substitutions = z.record(z.string(), z.unknown()).parse(MACHINE["DefinitionSubstitutions"]);

it("substitutes exactly the placeholders of the definition", () => {
  const placeholders = [...DEFINITION_TEXT.matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name);
  expect(Object.keys(substitutions).sort()).toEqual([...new Set(placeholders)].sort());
});

it("has placeholders inside strings only", () => {
  const withoutStrings = DEFINITION_TEXT.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  expect(withoutStrings).not.toContain("$");
});

it("substitutes the function that the placeholder is named after", () => {
  for (const [name, value] of Object.entries(substitutions)) {
    expect(value).toEqual({ "Fn::GetAtt": [name.replace(/Arn$/, ""), "Arn"] });
  }
  const declared = FUNCTIONS.map(({ logicalId }) => logicalId);
  for (const [name, task] of TASKS) expect(declared, name).toContain(calledFunction(task));
});

it("is meant by every ARN of a machine or an execution in the template", () => {
  const { "Fn::Sub": name } = z.object({ "Fn::Sub": z.string() }).parse(MACHINE["Name"]);
  const template = readRepositoryFile("template.yaml");
  const named = [...template.matchAll(/:(?:stateMachine|execution):(\S+)$/gm)].map(([, text = ""]) => text);
  expect(named.length).toBeGreaterThan(0);
  for (const one of named) expect([name, `${name}:*`]).toContain(one);
});

it("logs what fails, without execution data, and is traced", () => {
  expect(MACHINE).toMatchObject({
    Type: "STANDARD",
    Tracing: { Enabled: true },
    Logging: { Level: "ERROR", IncludeExecutionData: false },
  });
});
