import { describe, expect, it } from "vitest";
import { TransientServiceError } from "#core/errors";
import type { ExecutionState } from "#core/onboarding/executions";
import type { Onboarding } from "#core/onboarding/onboarding";
import { REPAIR_GRACE_MS, START_GRACE_MS } from "#core/onboarding/schedule";
import { readOnboarding } from "#core/onboarding/store";
import { repairOnboardings } from "../../functions/repair-onboardings/repair-onboardings.ts";
import { fakeStepFunctions } from "../support/fake-step-functions.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID, issuedOf, requestedOf } from "../support/stages.ts";

const LATER = NOW + 10 * 60_000;

async function start(onboardings: Onboarding[], state?: ExecutionState) {
  const table = memoryTable();
  for (const one of onboardings) await keep(table, one);
  const machine = fakeStepFunctions();
  if (state !== undefined) machine.executions.set(`${ID}-1`, { input: "", state });
  const deps = { table, queue: table, starter: machine, executions: machine };
  return {
    table,
    machine,
    repair: (time = LATER) => repairOnboardings({ time }, deps),
    read: () => readOnboarding(table, ID),
  };
}

describe("an onboarding whose execution never began", () => {
  it("is started by its own name and input, and checked again later: a start may fail later", async () => {
    const { machine, repair, read } = await start([requestedOf()]);
    await repair();
    expect([...machine.executions.entries()]).toEqual([
      [`${ID}-1`, { input: JSON.stringify({ onboardingId: ID, attempt: 1 }), state: "running" }],
    ]);
    expect((await read()).dueAt).toBe(LATER + START_GRACE_MS);
  });

  it("is not touched before its time", async () => {
    const { machine, repair } = await start([requestedOf()]);
    expect(await repair(NOW + 1000)).toEqual({ checked: 0 });
    expect(machine.starts()).toBe(0);
  });

  it("is tried again if Step Functions fails, and delays no other onboarding", async () => {
    const other = requestedOf({ onboardingId: "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W9Y" });
    const { machine, repair } = await start([requestedOf(), other]);
    machine.fail(new TransientServiceError("ThrottlingException"));
    expect(await repair()).toEqual({ checked: 2 });
    machine.fail(undefined);
    await repair(LATER + START_GRACE_MS);
    expect(machine.executions.size).toBe(2);
  });
});

it("leaves a running execution alone until its next check is overdue", async () => {
  const { machine, repair, read } = await start([issuedOf()], "running");
  await repair(NOW + 2 * 3_600_000);
  expect(machine.starts()).toBe(0);
  expect((await read()).dueAt).toBe(NOW + 2 * 3_600_000 + REPAIR_GRACE_MS);
});

it("reports a failed execution to operations, once", async () => {
  const { table, repair, read } = await start([requestedOf()], "dead");
  await repair();
  await repair(LATER + 3_600_000);
  expect(await read()).toMatchObject({ status: "failed", closedBecause: "execution-dead" });
  expect(table.items().filter((item) => item["type"] === "failed")).toHaveLength(1);
});

it("starts the next attempt if an execution ended and left the onboarding open", async () => {
  const { machine, repair, read } = await start([issuedOf({ dueAt: NOW })], "succeeded");
  await repair();
  expect(machine.executions.get(`${ID}-2`)?.input).toBe(JSON.stringify({ onboardingId: ID, attempt: 2 }));
  expect((await read()).attempt).toBe(2);
});

it("starts the attempt that a finished execution names", async () => {
  const { machine, repair, read } = await start([issuedOf({ attempt: 2, dueAt: NOW })], "succeeded");
  await repair();
  expect(machine.executions.has(`${ID}-2`)).toBe(true);
  expect((await read()).attempt).toBe(2);
});

it("starts nothing for an onboarding that ended while its execution was being read", async () => {
  const { table, machine, repair } = await start([requestedOf()], "succeeded");
  const { stateOf } = machine;
  machine.stateOf = async (name) => {
    const { queue: _queue, dueAt: _dueAt, ...over } = await readOnboarding(table, ID);
    const item = { pk: ID, sk: "onboarding", ...over, status: "ready" as const, version: 2 };
    await table.commit([{ item, expectedVersion: 1 }]);
    return stateOf(name);
  };
  await repair();
  expect(machine.starts()).toBe(0);
});

it("works if it runs twice at once", async () => {
  const { machine, repair } = await start([requestedOf()]);
  await Promise.all([repair(), repair()]);
  expect(machine.executions.size).toBe(1);
});
