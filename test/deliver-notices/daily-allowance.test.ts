import { describe, expect, it } from "vitest";
import { DIGEST_EVERY_MS, MAILS_A_DAY, nextDigestAt } from "#core/notices/mail-digest";
import { eventKey, type NewEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import { takeAllowance } from "../../functions/deliver-notices/daily-allowance.ts";
import { deliverEvent } from "../../functions/deliver-notices/deliver-event.ts";
import { deliverNotices } from "../../functions/deliver-notices/deliver-notices.ts";
import { planDigest } from "../../functions/deliver-notices/digest-sending.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { deliveryWorld } from "./delivery-world.ts";

const ADDRESS = "dns@oxfordstones.example";
const TO = { address: ADDRESS, owner: "oxford" };
const MINUTES_TO_DIGEST = (DIGEST_EVERY_MS - (BEGUN_AT % DIGEST_EVERY_MS)) / 60_000;

async function useUp(world: ReturnType<typeof deliveryWorld>, owner = "oxford"): Promise<void> {
  for (let sent = 0; sent < MAILS_A_DAY; sent += 1)
    await takeAllowance(world.table, { address: ADDRESS, owner }, BEGUN_AT);
}

it("gives each address so many mails a day, in any writing of it, and again the next day", async () => {
  const table = memoryTable();
  const take = (address: string, at = BEGUN_AT) => takeAllowance(table, { ...TO, address }, at);
  for (let sent = 0; sent < MAILS_A_DAY; sent += 1) expect(await take(ADDRESS)).toBe(true);
  expect(await take(ADDRESS.toUpperCase())).toBe(false);
  expect(await take("other@oxfordstones.example")).toBe(true);
  expect(await take(ADDRESS, BEGUN_AT + 86_400_000)).toBe(true);
});

it("counts the mails about each owner's domains apart", async () => {
  const table = memoryTable();
  for (let sent = 0; sent <= MAILS_A_DAY; sent += 1) await takeAllowance(table, TO, BEGUN_AT);
  expect(await takeAllowance(table, TO, BEGUN_AT)).toBe(false);
  expect(await takeAllowance(table, { ...TO, owner: "cambridge" }, BEGUN_AT)).toBe(true);
});

it("counts runs that write at the same time", async () => {
  const table = memoryTable();
  const taken = await Promise.all(Array.from({ length: 60 }, () => takeAllowance(table, TO, BEGUN_AT)));
  expect(taken.filter(Boolean).length).toBeLessThanOrEqual(MAILS_A_DAY);
});

it("stores one count for each address, owner and day, and deletes it after its expiry time", async () => {
  const table = memoryTable();
  for (const sent of [1, 2]) {
    await takeAllowance(table, TO, BEGUN_AT);
    const key = { pk: `recipient#${ADDRESS}`, sk: "mails#2026-11-23#oxford" };
    const forgetAt = BEGUN_AT / 1000 + 2 * 86_400;
    expect(table.items()).toEqual([{ ...key, version: sent, sent, forgetAt }]);
  }
});

it("counts no mail about a muted onboarding, and puts none into a digest", async () => {
  const world = deliveryWorld({ mutedAt: BEGUN_AT });
  await useUp(world);
  const counted = world.table.items();
  await world.begin("records_issued");
  await world.recorded();
  expect(world.reports).toEqual(["customer sent", "ticket sent"]);
  expect(world.table.items().filter(({ pk }) => pk.startsWith("recipient#"))).toEqual(counted);
  expect(world.mails).toEqual([]);
});

it("sends a customer's next mail with the digest, and says to the team when", async () => {
  const world = deliveryWorld({ source: "zendesk" });
  await useUp(world);
  await world.begin("records_issued");
  await world.recorded();
  expect(world.mails.map(({ to }) => to)).toEqual(["help@support.example", "help@support.example"]);
  expect(world.mails[1]?.text).toContain(
    `${ADDRESS} has received many mails today. The next mail, on 23 November 2026 at 10:00 UTC, lists all further news together.`,
  );
  expect(world.mails[1]?.text).not.toContain("We sent a mail");
  expect((await world.event()).queue).toBeUndefined();
  await world.tick(MINUTES_TO_DIGEST - 1);
  expect(world.mails).toHaveLength(2);
  await world.tick(MINUTES_TO_DIGEST);
  await world.tick(MINUTES_TO_DIGEST + 1);
  expect(world.mails.map(({ to }) => to)).toEqual([
    ...["help@support.example", "help@support.example", ADDRESS],
  ]);
  expect(world.mails[2]?.text).toContain("Add 5 DNS records for oxfordstones.example");
  expect(world.mails[2]?.text).toContain("/setup/onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8X.TOKEN");
});

it("says to the team which mails were sent", async () => {
  const world = deliveryWorld({ source: "zendesk", dnsContact: "dns@agency.example" });
  await world.begin("records_issued");
  await world.recorded();
  expect(world.mails.at(-1)?.text).toContain(`We sent a mail to ${ADDRESS} and dns@agency.example.`);
});

it("says to the team that a mail was refused and is tried again", async () => {
  const world = deliveryWorld({ source: "zendesk" });
  world.troubles.set(ADDRESS, "refuses");
  await world.begin("records_issued");
  await world.recorded();
  expect(world.mails.at(-1)?.text).toContain(`The mail to ${ADDRESS} is not sent yet. We will try again.`);
});

it("counts the mails of the DNS contact apart from the requester's", async () => {
  const dnsContact = "dns@agency.example";
  const world = deliveryWorld({ dnsContact });
  await useUp(world);
  await world.begin("records_wrong");
  await world.recorded();
  expect(world.mails.map(({ to }) => to)).toEqual([dnsContact, "help@support.example"]);
});

it("does not let another owner use up a customer's allowance", async () => {
  const world = deliveryWorld();
  await useUp(world, "stranger");
  await world.begin("records_issued");
  await world.recorded();
  expect(world.mails.map(({ to }) => to)).toContain(ADDRESS);
});

it("sends nothing that a later message replaces", async () => {
  const world = deliveryWorld({ notifiedRecordsVersion: 3, recordsVersion: 3 });
  await keep(world.table, world.onboarding, {
    type: "records_issued",
    at: BEGUN_AT,
    by: "sendworthy",
    idempotencyKey: "2",
  });
  await world.recorded();
  expect(world.reports).toEqual(["customer superseded", "ticket sent"]);
});

describe("an agency with thirty domains a day", () => {
  const agency = "dns@agency.example";

  function domain(index: number): Onboarding {
    return onboardingOf({
      onboardingId: `onb_01KAQ5ZXN8M2WQ3R4S5T6V${String(index).padStart(4, "0")}`,
      identity: `shop${index}.example`,
      requester: agency,
      ticket: `T-${index}`,
    });
  }

  it("gets ten mails, and one that lists the twenty others, each once", async () => {
    const world = deliveryWorld();
    const event: NewEvent = { type: "records_issued", at: BEGUN_AT, by: "sendworthy" };
    const all = Array.from({ length: 30 }, (_, index) => domain(index));
    for (const one of all) await keep(world.table, one, event);
    const keys = all.map(({ onboardingId }) => eventKey(onboardingId, 1));
    await deliverNotices({ cause: "stream", keys, now: BEGUN_AT }, world.deps);
    // Notices about one of these domains in the meantime are in the same mail.
    const again = { type: "reminded", at: BEGUN_AT, by: "sendworthy", idempotencyKey: "1" } as const;
    await changeOnboarding(world.table, all[29]?.onboardingId ?? "", () => ({ event: again }));
    for (let minutes = 1; minutes <= MINUTES_TO_DIGEST + 2; minutes += 1) await world.tick(minutes);
    const mails = world.mails.filter(({ to }) => to === agency);
    expect(mails).toHaveLength(MAILS_A_DAY + 1);
    const digest = mails.at(-1);
    expect(digest?.subject).toBe("News about 20 domains that you set up");
    const listed = all.filter(({ identity }) => digest?.text.includes(`${identity}:\n`));
    const single = mails.slice(0, -1).flatMap(({ subject }) => subject.split(" ").at(-1) ?? []);
    expect([...listed.map(({ identity }) => identity), ...single].sort()).toEqual(
      all.map(({ identity }) => identity).sort(),
    );
  });

  it("gets no set-up link of a domain that has another requester by now", async () => {
    const world = deliveryWorld();
    await useUp(world);
    await world.begin("records_issued");
    await world.recorded();
    await changeOnboarding(world.table, world.onboarding.onboardingId, () => ({
      set: { requester: "new@oxfordstones.example" },
    }));
    await world.tick(MINUTES_TO_DIGEST);
    expect(world.mails.map(({ to }) => to)).toEqual(["help@support.example"]);
  });
});

it("reports a digest as sent to the DNS contact whose mails it replaces", async () => {
  const world = deliveryWorld({ requester: "anna@oxfordstones.example", dnsContact: ADDRESS });
  await useUp(world);
  await world.begin("records_wrong");
  await world.recorded();
  expect(world.reports).toContain("dns-contact in-digest");
  await world.tick(MINUTES_TO_DIGEST);
  expect(world.mails.at(-1)?.to).toBe(ADDRESS);
  expect(world.reports.at(-1)).toBe("dns-contact sent");
});

it("leaves a digest that was sent as it is when it is reported again", async () => {
  const world = deliveryWorld();
  await useUp(world);
  await world.begin("records_issued");
  await world.recorded();
  await world.tick(MINUTES_TO_DIGEST);
  const [after, mails] = [world.table.items(), [...world.mails]];
  const [digest] = after.filter(({ sk }) => sk.startsWith("digest#"));
  if (digest === undefined) throw new Error("There is no digest");
  const moment = { cause: "stream", now: BEGUN_AT + MINUTES_TO_DIGEST * 60_000 } as const;
  expect(await deliverEvent({ pk: digest.pk, sk: digest.sk }, moment, world.deps)).toEqual([]);
  expect([world.table.items(), world.mails]).toEqual([after, mails]);
});

it("sends two hours later what the next digest has no space for", async () => {
  const table = memoryTable();
  const plan = async (noticeId: string) => {
    const entry = { noticeId, recipient: "customer", onboardingId: "onb_1" } as const;
    const planned = await planDigest(table, TO, entry, BEGUN_AT);
    if (planned.kind !== "digest") throw new Error("The notice is not in a digest");
    await table.commit([planned.put]);
    return planned.put.item;
  };
  const sendAt = nextDigestAt(BEGUN_AT);
  for (let count = 1; count <= 100; count += 1) expect(await plan(`n${count}`)).toMatchObject({ sendAt });
  expect(await plan("n101")).toMatchObject({
    sendAt: sendAt + DIGEST_EVERY_MS,
    entries: [{ noticeId: "n101" }],
  });
});
