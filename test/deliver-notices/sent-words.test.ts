import { expect, it } from "vitest";
import { EVENTS, type EventType } from "#core/onboarding/event-types";
import { showOnboardings } from "../../functions/show-onboardings/show-onboardings.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { operatorsRequest } from "../support/operators-request.ts";
import { SHOWN } from "../support/shown.ts";
import { deliveryWorld } from "./delivery-world.ts";

const DAY_S = 86_400;

/** Reads through the API as an operator does. */
function reader({ table, onboarding: { onboardingId } }: ReturnType<typeof deliveryWorld>) {
  const deps = { ...SHOWN, table, listing: table, trail: table, partitions: table };
  return async (route: string, parameters: Record<string, string> = {}) => {
    const request = operatorsRequest(route, { parameters: { onboardingId, ...parameters } });
    const { statusCode, body = "" } = await showOnboardings(request, deps);
    return { statusCode, body: JSON.parse(body) };
  };
}

const ONE = "GET /onboardings/{onboardingId}";
const NOTICE = `${ONE}/notices/{notice+}`;

it("shows each message as it was sent, whatever has changed since", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  await world.recorded();
  const read = reader(world);
  const { body } = await read(ONE);
  expect(body.events[0].texts).toEqual(
    ["customer", "ticket", "ops"].map((recipient) => ({ recipient, notice: `ready/${recipient}` })),
  );
  const { body: notice } = await read(NOTICE, { notice: "ready/customer" });
  expect(notice).toMatchObject({ at: new Date(BEGUN_AT).toISOString(), subject: world.mails[0]?.subject });
  const mailed = world.mails[0]?.text.replaceAll(/https:\S+TOKEN/g, "[set-up link]");
  expect(mailed?.startsWith(`${notice.text}\n`)).toBe(true);
});

it("shows no message that was not sent, and none of another onboarding", async () => {
  const world = deliveryWorld({ mutedAt: BEGUN_AT });
  await world.begin("ready");
  await world.recorded();
  const read = reader(world);
  expect((await read(ONE)).body.events[0].texts).toEqual([{ recipient: "ops", notice: "ready/ops" }]);
  for (const said of [{ notice: "ready/customer" }, { notice: "ready/ops", onboardingId: "project#oxford" }])
    expect((await read(NOTICE, said)).statusCode).toBe(404);
});

it.each(Object.keys(EVENTS) as EventType[])("keeps no link of %s", async (type) => {
  const world = deliveryWorld({
    dnsContact: "dns@agency.example",
    language: "fr",
    dnsContactLanguage: "de",
    formerContacts: [{ address: "old@agency.example", replacedAt: BEGUN_AT }],
    handOffs: [{ address: "help@agency.example", at: BEGUN_AT, until: BEGUN_AT + 1, linkVersion: 1 }],
  });
  await world.begin(type);
  await world.recorded();
  const kept = world.table.items().filter(({ sk }) => sk.startsWith("words#"));
  for (const item of kept) expect(JSON.stringify(item)).not.toMatch(/TOKEN|HAND-OFF/);
  for (const { forgetAt } of kept) expect(forgetAt).toBe(BEGUN_AT / 1000 + 90 * DAY_S);
});

it("keeps what was sent first, if a notice had to be sent twice", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  await world.recorded();
  const [first] = world.table.items().filter(({ sk }) => sk.startsWith("words#"));
  if (first === undefined) throw new Error("There is one");
  expect(await world.table.commit([{ item: first, expectedVersion: undefined }])).toBe(false);
});
