import { expect, it } from "vitest";
import { driftOf } from "#core/projects/configuration/drift";
import type { ProjectConfiguration } from "#core/projects/project-configuration";

const DOMAIN = { identity: "oxfordstones.example", onboardingId: "onb_1" };

type Case = readonly [
  string,
  { configurationSet?: string; tenant?: string },
  ProjectConfiguration,
  unknown[],
];

const CASES: readonly Case[] = [
  ["nothing is declared, and nothing is there", {}, {}, []],
  [
    "what is declared is there",
    { configurationSet: "set-stones" },
    { configurationSet: { name: "set-{project}", create: true } },
    [],
  ],
  [
    "another configuration set is declared",
    { configurationSet: "old" },
    { configurationSet: { name: "new", create: false } },
    [{ identity: DOMAIN.identity, part: "configurationSet", has: "old", wants: "new" }],
  ],
  [
    "a tenant is declared no more",
    { tenant: "stones" },
    {},
    [{ identity: DOMAIN.identity, part: "tenant", has: "stones", wants: null }],
  ],
];

it.each(CASES)("finds the drift where %s", (_, has, declared, drift) => {
  const project = { project: "stones", owner: "oxford", domains: [{ ...DOMAIN, ...has }] };
  expect(driftOf(project, declared)).toEqual(drift);
});
