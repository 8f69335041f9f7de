import { expect, it } from "vitest";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { showLink } from "../../functions/operate-onboardings/show-link.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { BY, operatorsRequest } from "../support/operators-request.ts";
import { operatedWorld } from "./world.ts";

const WHY = { because: "The customer lost the mail" };

async function ask(said: Parameters<typeof operatedWorld>[0] = {}, sent: unknown = WHY, id?: string) {
  const world = await operatedWorld(said);
  const { onboardingId } = await world.now();
  const request = operatorsRequest("POST /setup-links/{onboardingId}", {
    parameters: { onboardingId: id ?? onboardingId },
    sent,
  });
  const { statusCode, body = "" } = await operateOnboardings(request, world.deps);
  return { statusCode, body: JSON.parse(body), world };
}

it("shows the link, and records who saw it and why", async () => {
  const { statusCode, body, world } = await ask();
  expect([statusCode, body.url]).toEqual([200, "https://setup.example/setup/LINK"]);
  const { onboardingId } = await world.now();
  const [, event] = await world.table.last(onboardingId, "event#");
  expect(event).toMatchObject({ type: "link_shown", ...WHY, by: expect.stringMatching(/^operator:arn:/) });
});

it.each([
  ["without a reason", {}, {}],
  ["with an empty reason", {}, { because: " " }],
])("shows nothing %s", async (_, said, sent) => {
  const { statusCode, body, world } = await ask(said, sent);
  expect([statusCode, body.url]).toEqual([422, undefined]);
  expect(await world.events()).toEqual([]);
});

it.each(["expired", "cancelled"] as const)(
  "shows no link of what is %s, which opens nothing",
  async (status) => {
    const { statusCode, body, world } = await ask({ status });
    expect([statusCode, body.url]).toEqual([409, undefined]);
    expect(await world.events()).toEqual([]);
  },
);

it("answers 404 for an unknown id", async () => {
  expect((await ask({}, WHY, "onb_00000000000000000000000000")).statusCode).toBe(404);
  expect((await ask({}, WHY, "x")).statusCode).toBe(404);
});

it.each([
  "",
  "x",
  "onb_1",
  "onb_0000000000000000000000000I",
  " onb_00000000000000000000000000",
  "x".repeat(3_000),
])("answers 404 without a read of the table for a text that is no id: row %#", async (onboardingId) => {
  const read: unknown[] = [];
  const table = {
    commit: async () => true,
    get: async (key: unknown) => {
      read.push(key);
      // DynamoDB refuses empty keys and keys of more than 2,048 bytes.
      throw new Error("ValidationException");
    },
  };
  const request = { sent: WHY, now: BEGUN_AT, by: BY };
  const { statusCode } = await showLink(onboardingId, request, { table, setupUrl: async () => "" });
  expect([statusCode, read]).toEqual([404, []]);
});

it.each([
  [1, 200],
  [500, 200],
  [501, 422],
])("takes a reason of %i characters: status %i", async (length, status) => {
  expect((await ask({}, { because: ` ${"x".repeat(length)} ` })).statusCode).toBe(status);
});

it("reports a failure of the table as a failure, not as an unknown id", async () => {
  const table = {
    commit: async () => true,
    get: async () => {
      throw new Error("The table is away");
    },
  };
  const request = { sent: WHY, now: BEGUN_AT, by: BY };
  await expect(
    showLink("onb_00000000000000000000000000", request, { table, setupUrl: async () => "" }),
  ).rejects.toThrow("The table is away");
});
