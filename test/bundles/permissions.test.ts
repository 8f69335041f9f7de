import { describe, expect, inject, it } from "vitest";
import { FUNCTIONS, MACHINE, resourcePolicyStatements, statementsOf } from "../support/deployment.ts";
import {
  BOUNDLESS_ACTIONS,
  commandsIn,
  IAM_ACTIONS,
  INTERNAL_COMMANDS,
  importedCommands,
} from "../support/sdk-commands.ts";
import { calledFunction, TASKS } from "../support/state-machine.ts";

const unique = (values: Iterable<string>) => [...new Set(values)].sort();

const bundles = FUNCTIONS.map(({ folder, properties }) => {
  const present = commandsIn(inject("bundles"), folder);
  const imported = importedCommands(inject("bundles"), folder);
  const used = present.filter((one) => imported.includes(one) || !INTERNAL_COMMANDS.includes(one));
  return { folder, present, imported, used, statements: statementsOf(properties) };
});

describe.each(bundles)("$folder", ({ present, imported, used, statements }) => {
  it("has every command in its bundle that its code imports", () => {
    expect(present).toEqual(expect.arrayContaining(imported));
  });

  it("may do what its commands need, and nothing else", () => {
    const needed = used.flatMap((command) => {
      const entry = IAM_ACTIONS.commands[command];
      if (entry === undefined) throw new Error(`infra/iam-actions.json does not know ${command}`);
      return [...entry.actions, ...Object.keys(entry.implied)];
    });
    expect(unique(statements.flatMap(({ Action }) => Action))).toEqual(unique(needed));
  });
});

it("keeps no entry in the table that no bundle needs", () => {
  expect(Object.keys(IAM_ACTIONS.commands).sort()).toEqual(unique(bundles.flatMap(({ used }) => used)));
  expect(bundles.flatMap(({ present }) => present)).toEqual(expect.arrayContaining([...INTERNAL_COMMANDS]));
});

describe("the state machine", () => {
  const statements = statementsOf(MACHINE);

  it("may invoke exactly the functions that its definition calls", () => {
    const invoking = statements.filter(({ Action }) => Action.includes("lambda:InvokeFunction"));
    const called = unique(TASKS.map(([, task]) => calledFunction(task)));
    expect(invoking).toHaveLength(1);
    expect(invoking[0]?.Action).toEqual(["lambda:InvokeFunction"]);
    const resources = called.map((logicalId) => ({ "Fn::GetAtt": [logicalId, "Arn"] }));
    expect(invoking[0]?.Resource).toHaveLength(called.length);
    expect(invoking[0]?.Resource).toEqual(expect.arrayContaining(resources));
  });

  it("may deliver its logs, and nothing else", () => {
    const others = statements
      .flatMap(({ Action }) => Action)
      .filter((one) => one !== "lambda:InvokeFunction");
    expect(others.sort()).toEqual(BOUNDLESS_ACTIONS.filter((one) => one.startsWith("logs:")));
  });
});

describe("every statement", () => {
  const identityStatements = [MACHINE, ...FUNCTIONS.map(({ properties }) => properties)].flatMap(
    statementsOf,
  );

  it("names its resource unless the service knows none", () => {
    const boundless = identityStatements.filter(({ Resource }) => [Resource].flat().includes("*"));
    expect(unique(boundless.flatMap(({ Action }) => Action))).toEqual(BOUNDLESS_ACTIONS);
    // In a key policy the only resource is the key itself, which is written as "*".
    const others = resourcePolicyStatements().filter(({ Resource }) => [Resource].flat().includes("*"));
    expect(unique(others.map(({ logicalId }) => logicalId))).toEqual(["LinkSigningKey", "OpsKey"]);
  });

  it("names its actions unless a reason is on record", () => {
    const actions = [...identityStatements, ...resourcePolicyStatements()].flatMap(({ Action }) => Action);
    expect(unique(actions.filter((one) => one.includes("*")))).toEqual(
      unique(Object.keys(IAM_ACTIONS.wildcardActions)),
    );
  });
});
