import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import * as errors from "#core/errors";
import { REFUSALS } from "#core/onboarding/executions";
import { FUNCTIONS, readRepositoryFile } from "../support/deployment.ts";
import { calledFunction, TASKS } from "../support/state-machine.ts";

/** Error names of Step Functions and Lambda. */
const GIVEN = /^(States|Lambda|Sandbox|Runtime)\./;

/** Classes whose comment says that the state machine retries the call. */
const RETRIED = [
  ...readRepositoryFile("functions/core/errors.ts").matchAll(
    /\/\*\*((?:(?!\*\/).)*)\*\/\s*export class (\w+)/gs,
  ),
]
  .filter(([, comment = ""]) => comment.includes("The state machine retries it"))
  .map(([, , name = ""]) => name);

it("gives every error the name of its class", () => {
  for (const [name, Class] of Object.entries(errors))
    expect(Reflect.construct(Class, ["x", "y"])).toHaveProperty("name", name);
});

it("matches only errors of ours that exist", () => {
  const matched = TASKS.flatMap(([, { Retry, Catch }]) => [...Retry, ...Catch])
    .flatMap(({ ErrorEquals }) => ErrorEquals)
    .filter((name) => !GIVEN.test(name));
  expect([...Object.keys(errors), ...Object.values(REFUSALS)]).toEqual(expect.arrayContaining(matched));
});

it.each(TASKS)("tries %s again after exactly the errors that are documented so", (_, { Retry }) => {
  const own = Retry.flatMap(({ ErrorEquals }) => ErrorEquals).filter((name) => !GIVEN.test(name));
  expect(RETRIED).not.toEqual([]);
  expect(own.sort()).toEqual(RETRIED.toSorted());
});

it("keeps the names in the minified bundles of the machine's functions", () => {
  const called = new Set(TASKS.map(([, task]) => calledFunction(task)));
  for (const { folder } of FUNCTIONS.filter(({ logicalId }) => called.has(logicalId))) {
    const bundle = readFileSync(join(inject("bundles"), folder, "index.mjs"), "utf8");
    for (const name of RETRIED) expect(bundle.includes(`name="${name}"`), `${name} in ${folder}`).toBe(true);
  }
});
