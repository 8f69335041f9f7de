import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { NO_RULES } from "#core/tickets/domain-rules";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { BY } from "../support/operators-request.ts";
import { operatedWorld } from "./world.ts";

const FAILED: Partial<Onboarding> = {
  status: "failed",
  failedFrom: "confirmed",
  failedAt: BEGUN_AT,
  closedBecause: "IdentityMissingError",
};

it("says what a redrive would do, and does nothing without a confirmation", async () => {
  const { act, now, redriven } = await operatedWorld(FAILED);
  const { statusCode, body } = await act("redrive");
  expect([statusCode, body.outcome]).toEqual([200, "unchanged"]);
  expect(body.because).toMatch(/IdentityMissingError.*its execution is redriven.*as confirmed/);
  expect([(await now()).status, redriven]).toEqual(["failed", []]);
});

it("redrives the execution, and records who did it and why", async () => {
  const { act, now, redriven, started, events, table } = await operatedWorld(FAILED);
  const { body } = await act("redrive", { yes: true, because: "identity is back" });
  const { onboardingId, status } = await now();
  expect(body).toEqual({ onboardingId, outcome: "done", because: "It goes on as confirmed." });
  expect(status).toBe("confirmed");
  expect((await table.last(onboardingId, "event#")).at(-1)).toMatchObject({ because: "identity is back" });
  expect(redriven).toEqual([`${onboardingId}-1`]);
  expect(started).toEqual([]);
  expect(await events()).toEqual([{ type: "redriven", by: BY, told: [] }]);
});

it.each([
  ["Step Functions says so", { way: "next-attempt", because: "14 days have passed" }, false],
  ["the 14 days end meanwhile", { way: "redrive" }, true],
] as const)("starts the next attempt where %s", async (_, way, isTooLate) => {
  const { act, now, started } = await operatedWorld(FAILED, NO_RULES, [way, isTooLate]);
  expect((await act("redrive", { yes: true })).body.outcome).toBe("done");
  expect((await now()).attempt).toBe(2);
  expect(started).toEqual([`${(await now()).onboardingId}-2`]);
});

it("says which attempt would start and why, and starts none without a confirmation", async () => {
  const way = { way: "next-attempt", because: "14 days have passed" } as const;
  const { act, now, started } = await operatedWorld({ ...FAILED, attempt: 3 }, NO_RULES, [way]);
  const { onboardingId } = await now();
  expect((await act("redrive")).body).toEqual({
    ...{ onboardingId, outcome: "unchanged", confirm: { yes: true } },
    because:
      "Nothing was done yet. It failed with IdentityMissingError, and its execution can’t be redriven " +
      "(14 days have passed). With a yes attempt 4 starts, and it goes on as confirmed.",
  });
  expect(started).toEqual([]);
});

it.each([
  ["has not failed", { status: "confirmed" }, { way: "redrive" }, "It is confirmed, and has not failed."],
  ["runs again already", FAILED, { way: "leave" }, "Its execution runs already: there is nothing to do."],
] as const)("changes nothing of what %s", async (_, said, way, because) => {
  const { act, now, started, redriven } = await operatedWorld(said, NO_RULES, [way]);
  const { onboardingId } = await now();
  expect((await act("redrive", { yes: true })).body).toEqual({ onboardingId, outcome: "unchanged", because });
  expect([started, redriven]).toEqual([[], []]);
});

it("is done once, however often it is asked", async () => {
  const { act, redriven } = await operatedWorld(FAILED);
  const answers = await Promise.all([act("redrive", { yes: true }), act("redrive", { yes: true })]);
  expect(redriven).toHaveLength(1);
  expect(new Map(answers.map(({ body }) => [body.outcome, body.because]))).toEqual(
    new Map([
      ["done", "It goes on as confirmed."],
      ["unchanged", "Somebody has redriven it already."],
    ]),
  );
});

it("explains what is wrong with the request, and knows no other onboarding", async () => {
  const { act } = await operatedWorld(FAILED);
  expect((await act("redrive", { yes: "please" })).statusCode).toBe(422);
  expect((await act("redrive", {}, { onboardingId: "onb_x" })).statusCode).toBe(404);
});
