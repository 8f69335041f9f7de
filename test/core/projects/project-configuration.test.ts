import { describe, expect, it } from "vitest";
import { configuration } from "#core/deployment-settings";
import { ProjectConfigurationError } from "#core/errors";
import { projectConfiguration } from "#core/projects/project-configuration";
import { checkNames, setFromTheStart, wantedConfiguration } from "#core/projects/wanted-configuration";
import { readRepositoryFile } from "../../support/deployment.ts";

const TO = "arn:aws:sns:eu-west-1:123456789012:feedback";
const PROJECT = { project: "shop", owner: "oxford" };

describe("what a deployer declares", () => {
  it("is nothing by default", () => {
    const { defaults } = configuration.parse({}).projects;
    expect(wantedConfiguration(PROJECT, defaults)).toEqual({ rejectsOnMxFailure: false });
  });

  it.each([
    ["a name with a dot", { tenant: { name: "a.b" } }, "tenant.name"],
    ["a name of 65 letters", { tenant: { name: "x".repeat(65) } }, "tenant.name"],
    ["a placeholder that is not known", { tenant: { name: "{domain}" } }, "tenant.name"],
    [
      "a reputation policy that SES has not",
      { tenant: { name: "a", reputationPolicy: "lax" } },
      "tenant.reputationPolicy",
    ],
    [
      "a suppression list without a scope",
      { tenant: { name: "a", suppression: {} } },
      "tenant.suppression.scope",
    ],
    ["an empty name", { configurationSet: { name: "" } }, "configurationSet.name"],
    [
      "events of a configuration set that is not ours to make",
      { configurationSet: { name: "a", events: { to: TO } } },
      "configurationSet.events",
    ],
    [
      "events that go to a queue",
      { configurationSet: { name: "a", create: true, events: { to: TO.replace("sns", "sqs") } } },
      "configurationSet.events.to",
    ],
    [
      "no type of event",
      { configurationSet: { name: "a", create: true, events: { to: TO, types: [] } } },
      "configurationSet.events.types",
    ],
    ["a behaviour that SES does not know", { behaviorOnMxFailure: "DROP" }, "behaviorOnMxFailure"],
  ])("is not %s", (_, declared, path) => {
    const { error } = projectConfiguration.safeParse(declared);
    expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });

  it.each([TO, "arn:aws:events:eu-west-1:123456789012:event-bus/default", TO.replace("aws", "aws-us-gov")])(
    "may send events to %s",
    (to) => {
      const declared = { configurationSet: { name: "a", create: true, events: { to } } };
      expect(projectConfiguration.parse(declared).configurationSet?.events?.types).toEqual([
        "BOUNCE",
        "COMPLAINT",
        "REJECT",
      ]);
    },
  );
});

it("is documented by an example that can be deployed", () => {
  const [, example = ""] =
    /```json\n(.*?)```/s.exec(readRepositoryFile("docs/project-configuration.md")) ?? [];
  expect(configuration.parse(JSON.parse(example)).projects.defaults).toMatchObject({
    configurationSet: { create: true },
  });
});

describe("what a project is to have", () => {
  const defaults = projectConfiguration.parse({
    configurationSet: { name: "{owner}-mail", create: true },
    tenant: { name: "{owner}_{project}" },
    behaviorOnMxFailure: "REJECT_MESSAGE",
  });

  it("has its own names in the places of the placeholders", () => {
    expect(wantedConfiguration(PROJECT, defaults)).toEqual({
      configurationSet: { name: "oxford-mail", create: true },
      tenant: { name: "oxford_shop" },
      rejectsOnMxFailure: true,
    });
  });

  it("differs from the defaults in what the project says itself", () => {
    const own = { configurationSet: { name: "shared", create: false }, behaviorOnMxFailure: undefined };
    expect(wantedConfiguration({ ...PROJECT, configuration: own }, defaults)).toEqual({
      configurationSet: { name: "shared", create: false },
      tenant: { name: "oxford_shop" },
      rejectsOnMxFailure: true,
    });
  });

  it("lacks what the project takes away", () => {
    const own = { configurationSet: null, tenant: null, behaviorOnMxFailure: "USE_DEFAULT_VALUE" } as const;
    expect(wantedConfiguration({ ...PROJECT, configuration: own }, defaults)).toEqual({
      rejectsOnMxFailure: false,
    });
  });

  it.each(["a.b", "two words", "x".repeat(60)])(
    "can't have the names that the project %s makes",
    (project) => {
      const wanted = wantedConfiguration({ project, owner: "oxford" }, defaults);
      expect(() => checkNames(wanted)).toThrow(ProjectConfigurationError);
      expect(() => checkNames(wanted)).toThrow(`not “oxford_${project}”`);
    },
  );

  it("has a configuration set from the start if that is there already", () => {
    expect(setFromTheStart(wantedConfiguration(PROJECT, defaults))).toBeUndefined();
    const there = projectConfiguration.parse({ configurationSet: { name: "{project}" } });
    expect(setFromTheStart(wantedConfiguration(PROJECT, there))).toBe("shop");
    expect(setFromTheStart(wantedConfiguration({ ...PROJECT, project: "a.b" }, there))).toBeUndefined();
  });
});
