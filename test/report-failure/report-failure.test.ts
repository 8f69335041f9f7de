import { expect, it } from "vitest";
import { readOnboarding } from "#core/onboarding/store";
import { executionStatusChange, reportFailure } from "../../functions/report-failure/report-failure.ts";
import { crashingTable } from "../support/crashing-table.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

const event = (detail: Record<string, unknown> = {}) =>
  executionStatusChange.parse({
    time: "2026-11-23T09:00:00Z",
    detail: { name: `${ID}-1`, status: "FAILED", error: "IdentityMissingError", ...detail },
  });

async function start(said = {}) {
  const table = memoryTable();
  await keep(table, issuedOf({ status: "confirmed", ...said }));
  const opsNotices = () => table.items().filter((item) => item["type"] === "failed").length;
  return { table, opsNotices };
}

it("marks the onboarding as failed at the event's time and notifies operations once", async () => {
  const { table, opsNotices } = await start();
  expect(await reportFailure(event(), { table })).toEqual({ status: "failed" });
  expect(await reportFailure(event(), { table })).toEqual({ status: "failed" });
  expect(opsNotices()).toBe(1);
  expect(await readOnboarding(table, ID)).toMatchObject({
    closedBecause: "IdentityMissingError",
    failedFrom: "confirmed",
  });
  expect(event().time).toBe(NOW);
});

it("reports the fix if a project can't be configured", async () => {
  const { table } = await start();
  const cause = JSON.stringify({ errorType: "ProjectConfigurationError", errorMessage: "no such\ntopic." });
  await reportFailure(event({ error: "ProjectConfigurationError", cause }), { table });
  expect((await readOnboarding(table, ID)).closedBecause).toBe(
    "ProjectConfigurationError: no such\ufffdtopic",
  );
});

it.each(["{}", '{"errorMessage":"cut', null])(
  "reports only the error's name where the cause is %s",
  async (cause) => {
    const { table } = await start();
    await reportFailure(event({ error: "ProjectConfigurationError", cause }), { table });
    expect((await readOnboarding(table, ID)).closedBecause).toBe("ProjectConfigurationError");
  },
);

it.each(["TIMED_OUT", "ABORTED"])("says %s where there is no error", async (status) => {
  const { table } = await start();
  await reportFailure(event({ status, error: null }), { table });
  expect((await readOnboarding(table, ID)).closedBecause).toBe(status);
});

it.each(["before", "after"] as const)("reports once when the process dies %s the write", async (when) => {
  const { table, opsNotices } = await start();
  await expect(reportFailure(event(), { table: crashingTable(table, { nth: 1, when }) })).rejects.toThrow(
    "died",
  );
  await reportFailure(event(), { table });
  expect(opsNotices()).toBe(1);
});

it("leaves alone an onboarding that a later attempt continues", async () => {
  const { table } = await start({ attempt: 2 });
  expect(await reportFailure(event(), { table })).toEqual({ status: "confirmed" });
});

it.each(["ready", "cancelled", "expired"] as const)("leaves alone what is %s", async (status) => {
  const { table, opsNotices } = await start({ status });
  expect(await reportFailure(event(), { table })).toEqual({ status });
  expect(opsNotices()).toBe(0);
});

it.each(["something-else", "onb_x-1", ID, `${ID}-x`, "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8Z-1"])(
  "ignores the execution %s",
  async (name) => {
    const { table, opsNotices } = await start();
    expect(await reportFailure(event({ name }), { table })).toEqual({ status: "not-an-onboarding" });
    expect(opsNotices()).toBe(0);
  },
);

it("ignores an event of an execution that runs or succeeded", () => {
  for (const status of ["RUNNING", "SUCCEEDED"]) expect(() => event({ status })).toThrow();
});
