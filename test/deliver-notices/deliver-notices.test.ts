import { expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import type { Table } from "#core/table";
import { deliverNotices } from "../../functions/deliver-notices/deliver-notices.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { deliveryWorld } from "./delivery-world.ts";

const CONTACT = "dns@agency.example";

it("sends each notice of an event to its recipient, with its id", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  expect(await world.recorded()).toEqual({ batchItemFailures: [] });
  const { onboardingId } = world.onboarding;
  expect(world.mails.map(({ to, noticeId }) => [to, noticeId])).toEqual([
    ["dns@oxfordstones.example", `${onboardingId}/ready/customer`],
    ["help@support.example", `${onboardingId}/ready/ticket`],
  ]);
  expect(world.published.map(({ noticeId }) => noticeId)).toEqual([`${onboardingId}/ready/ops`]);
  expect(world.reports).toEqual(["customer sent", "ticket sent", "ops sent"]);
});

it("sends the DNS contact a mail of their own", async () => {
  const world = deliveryWorld({ dnsContact: CONTACT });
  await world.begin("records_issued");
  await world.recorded();
  const { onboardingId } = world.onboarding;
  expect(world.mails.map(({ to, noticeId }) => [to, noticeId])).toEqual([
    ["dns@oxfordstones.example", `${onboardingId}/records_issued/customer`],
    [CONTACT, `${onboardingId}/records_issued/dns-contact`],
    ["help@support.example", `${onboardingId}/records_issued/ticket`],
  ]);
  const [toRequester, toContact] = world.mails;
  expect(toRequester?.text).toContain(`${CONTACT} manages your DNS and gets this mail too.`);
  expect(toContact?.text).toContain("dns@oxfordstones.example asks you to add 5 records");
  expect(toContact?.replyTo).toBe(toRequester?.replyTo);
});

it("takes a delivered event out of the queue and sends nothing again", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  await world.recorded();
  await world.recorded();
  await world.tick(1);
  await world.tick(100);
  expect(world.mails).toHaveLength(2);
  const event = await world.event();
  expect([event.queue, event.dueAt]).toEqual([undefined, undefined]);
  expect(world.progress("customer")).toMatchObject({ state: "sent", tries: 1 });
});

it("reads the state of a notice before its first delivery only for mail to people, which is counted", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  const read: string[] = [];
  const get: Table["get"] = async (key) => {
    read.push(key.sk);
    return world.table.get(key);
  };
  const deps = { ...world.deps, table: { ...world.table, get } };
  await deliverNotices({ cause: "stream", keys: [world.key], now: BEGUN_AT }, deps);
  const { onboardingId } = world.onboarding;
  expect(new Set(read.filter((sk) => sk.startsWith("notice#")))).toEqual(
    new Set([`notice#${onboardingId}/ready/customer`]),
  );
  expect(world.published).toHaveLength(1);
});

it("marks mail to people as automatic, except the records that a ticket asked for, and none to the help desk", async () => {
  for (const [type, expected] of [
    ["records_issued", [false, false, false]],
    ["ready", [true, true, false]],
  ] as const) {
    const world = deliveryWorld({ dnsContact: CONTACT });
    await world.begin(type);
    await world.recorded();
    expect(world.mails.map(({ automatic }) => automatic)).toEqual(expected);
  }
});

it("shows the set-up link to the customer alone", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  await world.recorded();
  const linked = [...world.mails, ...world.published].filter((message) =>
    JSON.stringify(message).includes("TOKEN"),
  );
  expect(linked).toEqual([world.mails[0]]);
});

it("counts up the version of an event that it delivered, so that no run that read it before writes it", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  const before = await world.table.get(world.key);
  if (before === undefined) throw new Error("There is no event");
  await world.recorded();
  expect((await world.table.get(world.key))?.version).toBe(before.version + 1);
});

it("delivers by the schedule an event that the stream did not deliver", async () => {
  const world = deliveryWorld();
  await world.begin("records_issued");
  await world.tick(1);
  expect(world.mails).toHaveLength(2);
});

it("delivers many events of one tick, each once", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  const event = await world.event();
  for (let version = 2; version <= 60; version += 1) {
    const item = {
      ...event,
      pk: world.onboarding.onboardingId,
      sk: `event#${String(version).padStart(8, "0")}`,
      notices: [{ noticeId: `n${version}`, recipient: "ticket" }],
    };
    await world.table.commit([{ item, expectedVersion: undefined }]);
  }
  await Promise.all([world.tick(1), world.tick(1)]);
  // If two runs shared an event, neither saw that all of it was delivered.
  await world.tick(2);
  const ids = world.mails.map(({ noticeId }) => noticeId);
  expect(new Set(ids).size).toBe(61);
  expect(ids).toHaveLength(61);
  expect(await world.table.due("undelivered", Number.MAX_SAFE_INTEGER)).toEqual([]);
});

it("delivers the other events if one can't be read", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  const broken = { pk: "onb_x", sk: "event#00000001", version: 1, queue: "undelivered", dueAt: BEGUN_AT };
  await world.table.commit([{ item: broken, expectedVersion: undefined }]);
  await world.tick(1);
  expect(world.mails).toHaveLength(2);
  expect(world.reports).toContain("onb_x stuck");
});

it("shows the brand of the project in the mail, and sends it in that name", async () => {
  const all = { ...NO_BRAND.all, name: "Postkutsche" };
  const own = { ...all, name: "Oxford Mail", colour: "#0b5394", legalLine: "Oxford Mail Ltd" };
  const world = deliveryWorld({}, { all, projects: { "oxford-stones": own } });
  await world.begin("ready");
  await world.tick(1);
  const [mail] = world.mails.filter(({ to }) => to === "dns@oxfordstones.example");
  expect(mail?.brand).toEqual(own);
  expect(mail?.html).toContain("background:#0b5394");
  expect(mail?.text).toMatch(/\nOxford Mail\nOxford Mail Ltd\n$/);
});
