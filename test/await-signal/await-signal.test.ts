import { expect, it } from "vitest";
import { TransientServiceError } from "#core/errors";
import { check } from "#core/onboarding/changes/signals";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { awaitSignal, waitInput } from "../../functions/await-signal/await-signal.ts";
import { crashingTable } from "../support/crashing-table.ts";
import { fakeStepFunctions } from "../support/fake-step-functions.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

const WAIT = { onboardingId: ID, now: NOW, attempt: 1, retry: 0, decision: "waiting" } as const;

async function start(said = {}) {
  const table = memoryTable();
  await keep(table, issuedOf(said));
  const resumer = fakeStepFunctions();
  const run = (
    token: string,
    [attempt, round, retry] = [1, 0, 0] as [number, number, number],
    through = table,
  ) =>
    awaitSignal(
      { onboardingId: ID, now: NOW, attempt, round, retry, token, decision: "waiting" },
      { table: through, resumer, refuser: resumer },
    );
  const kept = async () => (await readOnboarding(table, ID)).wait?.token;
  return { table, resumer, run, kept };
}

it("keeps its token and waits", async () => {
  const { resumer, run, kept } = await start();
  expect(await run("a")).toEqual({ answered: false });
  expect(await kept()).toBe("a");
  expect(resumer.woken).toEqual([]);
});

it("refuses to wait after a state that decided on something else, and keeps no token", async () => {
  const { table, resumer, kept } = await start();
  const decisions = ["verified", "proved", "awaits-ses-slot", "closing", "handed-over"] as const;
  for (const decision of decisions) {
    const input = { ...WAIT, round: 1, token: decision, decision };
    await awaitSignal(input, { table, resumer, refuser: resumer });
  }
  expect(resumer.refused).toEqual(decisions);
  expect(await kept()).toBeUndefined();
});

it("answers its own token at once if a signal was not processed yet", async () => {
  const { table, resumer, run } = await start();
  await changeOnboarding(table, ID, (current) => check(current, NOW));
  expect(await run("a")).toEqual({ answered: true });
  expect(resumer.woken).toEqual(["a"]);
});

it.each<[string, [number, number, number], [number, number, number], string]>([
  ["a later round", [1, 1, 0], [1, 2, 0], "new"],
  ["a retry of the same wait", [1, 1, 0], [1, 1, 1], "new"],
  ["a later attempt, from its first round", [1, 900, 3], [2, 0, 0], "new"],
  ["an earlier round that comes late", [1, 2, 0], [1, 1, 5], "old"],
  ["an earlier try that comes late", [1, 2, 1], [1, 2, 0], "old"],
  ["an earlier attempt that comes late", [2, 0, 0], [1, 900, 0], "old"],
])("%s: the later token stays", async (_, first, second, expected) => {
  const { run, kept } = await start();
  await run("old", first);
  await run("new", second);
  expect(await kept()).toBe(expected);
});

it.each(["before", "after"] as const)("keeps its token when the process dies %s the write", async (when) => {
  const { table, resumer, run, kept } = await start();
  const dying = crashingTable(table, { nth: 1, when });
  const input = { ...WAIT, round: 0, token: "a" };
  await expect(awaitSignal(input, { table: dying, resumer, refuser: resumer })).rejects.toThrow("died");
  await run("b", [1, 0, 1]);
  expect(await kept()).toBe("b");
});

it("fails when a signal is there but its own token can't be answered: the next try has another token", async () => {
  const { table, resumer, run } = await start();
  await changeOnboarding(table, ID, (current) => check(current, NOW));
  resumer.fail(new TransientServiceError("ThrottlingException"));
  await expect(run("a")).rejects.toThrow(TransientServiceError);
  resumer.fail(undefined);
  expect(await run("b", [1, 0, 1])).toEqual({ answered: true });
  expect(resumer.woken).toEqual(["b"]);
});

it("leaves no token behind once the onboarding is over", async () => {
  const { run, kept } = await start({ status: "cancelled" });
  await run("a");
  expect(await kept()).toBeUndefined();
});

it("accepts the machine's time and token, and no token that is longer than those of Step Functions", () => {
  const input = {
    onboardingId: ID,
    attempt: 1,
    round: 0,
    retry: 0,
    now: "2026-11-23T09:00:00.123Z",
    token: "a",
  };
  expect(waitInput.parse(input).now).toBe(NOW + 123);
  expect(waitInput.safeParse({ ...input, token: "x".repeat(2049) }).success).toBe(false);
  expect(waitInput.safeParse({ ...input, token: "" }).success).toBe(false);
});
