import { beforeEach, expect, it } from "vitest";
import { MAILS_A_DAY } from "#core/notices/mail-digest";
import { approveWithoutMailFrom } from "#core/onboarding/changes/without-mail-from";
import { changeOnboarding } from "#core/onboarding/store";
import { takeAllowance } from "../../functions/deliver-notices/daily-allowance.ts";
import { showOnboardings } from "../../functions/show-onboardings/show-onboardings.ts";
import { deliveryWorld } from "../deliver-notices/delivery-world.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";
import { BY, operatorsRequest } from "../support/operators-request.ts";
import { SHOWN } from "../support/shown.ts";

const onboarding = onboardingOf();
const { onboardingId } = onboarding;
let table: ReturnType<typeof memoryTable>;

beforeEach(() => {
  table = memoryTable();
});

async function show(id = onboardingId) {
  const request = operatorsRequest("GET /onboardings/{onboardingId}", { parameters: { onboardingId: id } });
  const { statusCode, body = "" } = await showOnboardings(request, {
    table,
    listing: table,
    trail: table,
    partitions: table,
    ...SHOWN,
  });
  return { statusCode, text: body, body: JSON.parse(body) };
}

it("says how each record was seen, and when it was last right", async () => {
  const [dkim, second, third, mx, spf] = RECORDS;
  const records = [
    seen(dkim, { state: "right", propagation: "everywhere", rightAt: BEGUN_AT + 1 }),
    seen(second, { state: "wrong", seen: ["elsewhere.example"] }),
    seen(third),
    seen(mx),
    seen(spf),
  ];
  await keep(table, onboardingOf({ lastCheck: { at: BEGUN_AT + 1, records, queries: 9 } }));
  const { body } = await show();
  expect(body.records).toMatchObject([
    { type: "CNAME", state: "right", rightAt: "2026-11-23T09:00:00.001Z" },
    { type: "CNAME", state: "wrong", seen: ["elsewhere.example"] },
    { state: "missing" },
    { type: "MX", state: "missing" },
    { type: "TXT", state: "missing" },
  ]);
});

it("shows what happened in order, who did it, and what is not delivered yet", async () => {
  await keep(table, onboardingOf({ dkimVerifiedAt: BEGUN_AT + 1 }));
  await changeOnboarding(table, onboardingId, (current) => approveWithoutMailFrom(current, BEGUN_AT + 2, BY));
  await changeOnboarding(table, onboardingId, () => ({
    event: { type: "extended", at: BEGUN_AT + 3, by: "customer", idempotencyKey: "1" },
  }));
  const { body } = await show();
  expect(body.events).toEqual([
    {
      at: "2026-11-23T09:00:00.000Z",
      because: null,
      type: "requested",
      by: "support",
      told: ["bus", "platform"],
      undelivered: ["bus", "platform"],
      texts: [],
      putOff: [],
      givenUp: [],
      tries: 0,
    },
    expect.objectContaining({ type: "approved_without_mail_from", by: BY, undelivered: [] }),
    expect.objectContaining({ type: "extended", by: "customer", told: ["ticket"], undelivered: ["ticket"] }),
  ]);
  expect(body.withoutMailFrom).toEqual({ at: "2026-11-23T09:00:00.002Z", by: BY });
});

it("distinguishes what waits for the next digest from what is not delivered", async () => {
  const world = deliveryWorld();
  const { requester: address, owner } = world.onboarding;
  for (let sent = 0; sent < MAILS_A_DAY; sent += 1)
    await takeAllowance(world.table, { address, owner }, BEGUN_AT);
  world.troubles.set("help@support.example", "refuses");
  await world.begin("reminded");
  await world.recorded();
  await changeOnboarding(world.table, onboardingId, () => ({
    event: { type: "extended", at: BEGUN_AT + 3, by: "customer", idempotencyKey: "1" },
  }));
  table = world.table;
  expect((await show()).body.events).toMatchObject([
    {
      type: "reminded",
      undelivered: ["ticket"],
      putOff: [{ recipient: "customer", until: "2026-11-23T10:00:00.000Z" }],
    },
    { type: "extended", undelivered: ["ticket"], putOff: [] },
  ]);
  await world.tick(60);
  expect((await show()).body.events).toMatchObject([{ undelivered: ["ticket"], putOff: [] }, {}]);
});

it("lists what an operator may approve", async () => {
  await keep(table, onboardingOf({ status: "held" }));
  expect((await show()).body).toMatchObject({ approvable: ["request"], waitingOn: { whom: "operator" } });
});

it("does not reveal the task token", async () => {
  const wait = { attempt: 1, round: 1, retry: 0, token: "task-token-secret" };
  await keep(table, onboardingOf({ wait }));
  expect((await show()).text).not.toContain("task-token-secret");
});

it("answers 404 for an unknown onboarding", async () => {
  for (const id of ["onb_00000000000000000000000000", "onb_nobody", "x".repeat(3000)])
    expect(await show(id)).toMatchObject({ statusCode: 404, body: { title: "There is no such onboarding" } });
});

it("leads to its execution in the AWS console, which a held request does not have yet", async () => {
  await keep(table, onboarding);
  const arn = `arn:aws:states:eu-west-1:111122223333:execution:sendworthy-onboarding:${onboardingId}-1`;
  expect((await show()).body.executionUrl).toBe(
    `https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/${arn}`,
  );
  const id = "onb_00000000000000000000000001";
  await keep(table, onboardingOf({ onboardingId: id, status: "held" }));
  expect((await show(id)).body.executionUrl).toBeNull();
});
