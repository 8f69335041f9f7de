import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { type ClaimEntry, reserve } from "#core/claims/claims";
import { changeOnboarding } from "#core/onboarding/store";
import { NO_RULES } from "#core/tickets/domain-rules";
import { changeMailFrom } from "#core/tickets/mail-from-change";
import { BEGUN_AT, onboardingOf, RECORDS } from "../support/onboarding-fixture.ts";
import { signalWorld } from "./signal-world.ts";

const { onboardingId, owner, identity, mailFrom } = onboardingOf();
const OURS = reserve([], onboardingId, owner, [identity, mailFrom]);
const json = { accept: "application/json", "content-type": "application/json" };
const to = (name: unknown) => ({ headers: json, body: JSON.stringify({ mailFrom: name }) });

async function claimedWorld(others: readonly ClaimEntry[] = [], said = {}) {
  const world = await signalWorld(said);
  const claims = await readClaims(world.table, identity);
  await world.table.commit([claims.replaceWith([...OURS, ...others])]);
  const names = async () => (await readClaims(world.table, identity)).entries.map(({ name }) => name);
  return { ...world, names };
}

it("keeps identity and tokens, and issues new MX and SPF records", async () => {
  const world = await claimedWorld([], {
    status: "confirmed",
    signals: { count: 1, seen: 1, confirmedAt: 1 },
  });
  const { statusCode, body = "" } = await world.post("amend", 60, to("bounce.oxfordstones.example"));
  expect([statusCode, JSON.parse(body)]).toEqual([200, { status: "records_issued", done: "amended" }]);
  const after = await world.now();
  expect(after.records.slice(0, 3)).toEqual(RECORDS.slice(0, 3));
  expect(after.records.slice(3)).toEqual(
    RECORDS.slice(3).map((record) => ({ ...record, name: "bounce.oxfordstones.example" })),
  );
  expect(after).toMatchObject({
    identity,
    mailFrom: "bounce.oxfordstones.example",
    recordsVersion: 2,
    notifiedRecordsVersion: 1,
  });
  expect(after.signals).toEqual({ count: 2, seen: 1 });
  expect(world.eventTypes()).toEqual(["requested", "amended"]);
  expect(await world.names()).toEqual([identity, "bounce.oxfordstones.example"]);
  expect(world.woken).toHaveLength(1);
});

it("before the records are issued changes only the name", async () => {
  const world = await claimedWorld([], {
    status: "requested",
    records: [],
    recordsVersion: 0,
    notifiedRecordsVersion: 0,
  });
  await world.post("amend", 60, to("bounce.oxfordstones.example"));
  expect(await world.now()).toMatchObject({ status: "requested", records: [], recordsVersion: 0 });
});

it("to the same name changes nothing, in any form of the request", async () => {
  const world = await claimedWorld();
  const { body = "" } = await world.post("amend", 60, to("EMAIL.oxfordstones.example."));
  expect(JSON.parse(body).done).toBe("unchanged");
  expect((await world.now()).version).toBe(1);
});

it("twice at once to two names ends with one of them, in item and claims alike", async () => {
  const world = await claimedWorld();
  await Promise.all(
    ["m1", "m2"].map((label) => world.post("amend", 60, to(`${label}.oxfordstones.example`))),
  );
  expect(await world.names()).toEqual([identity, (await world.now()).mailFrom]);
  expect((await world.now()).recordsVersion).toBe(3);
});

describe("a MAIL FROM domain that can't be used", () => {
  it.each([
    ["oxfordstones.example", "a name that no from address uses"],
    ["email.elsewhere.example", "a name below oxfordstones.example"],
    ["denied.oxfordstones.example", "cannot be set up here"],
    ["not a name", "a domain name such as email.example.com"],
    [42, "a domain name such as email.example.com"],
  ])("is refused with what is expected: %s", async (name, expected) => {
    const world = await claimedWorld();
    const { statusCode, body = "" } = await world.post("amend", 60, to(name));
    expect(statusCode).toBe(422);
    expect(JSON.parse(body).faults).toEqual([
      { field: "mailFrom", sent: name, expected: expect.stringContaining(expected) },
    ]);
    expect((await world.now()).version).toBe(1);
  });

  it("is refused when it is missing, or the body is no JSON", async () => {
    const world = await claimedWorld();
    expect((await world.post("amend", 60, { headers: json, body: "{}" })).statusCode).toBe(422);
    expect((await world.post("amend", 60, { headers: json, body: "{" })).statusCode).toBe(400);
    expect((await world.post("amend", 60, { headers: { accept: "application/json" } })).statusCode).toBe(422);
  });

  it("may be one that another owner has only reserved, because a proof decides between them", async () => {
    const rival: ClaimEntry = {
      ...{ name: identity, owner: "cambridge", onboardingId: "onb_2" },
      state: "reserved",
    };
    const world = await claimedWorld([rival]);
    const to2 = to("bounce.oxfordstones.example");
    expect((await world.post("amend", 60, to2)).statusCode).toBe(200);
  });

  it("is refused if another owner has proved it, and the answer does not mention them", async () => {
    const other: ClaimEntry = {
      name: "shop.oxfordstones.example",
      owner: "secret-owner",
      state: "proved",
      onboardingId: "onb_2",
    };
    const world = await claimedWorld([other]);
    const { statusCode, body = "" } = await world.post("amend", 60, to("mail.shop.oxfordstones.example"));
    expect(statusCode).toBe(409);
    expect(body).not.toMatch(/secret-owner|onb_2|shop|claim|owner/);
    expect((await world.now()).version).toBe(1);
    expect(await world.names()).toEqual([identity, mailFrom, "shop.oxfordstones.example"]);
  });
});

it("changes the MAIL FROM domain five times in 24 hours at most, so that customers do not get too many records", async () => {
  const world = await claimedWorld();
  const outcomes: string[] = [];
  for (let change = 0; change < 7; change += 1) {
    const { body = "" } = await world.post("amend", 60 + change, to(`m${change}.oxfordstones.example`));
    outcomes.push(JSON.parse(body).done);
  }
  expect(outcomes).toEqual([...Array(5).fill("amended"), "changed-often", "changed-often"]);
  const { body = "" } = await world.post("amend", 60 + 25 * 3600, to("m9.oxfordstones.example"));
  expect(JSON.parse(body).done).toBe("amended");
});

it("counts only the customer's own changes, however often operators changed it", async () => {
  const world = await claimedWorld();
  const amendAsOperator = (name: string) =>
    changeOnboarding(world.table, onboardingId, async (current) => {
      const asked = { now: BEGUN_AT, by: "operator:arn", table: world.table, rules: NO_RULES };
      const changed = await changeMailFrom(current, { mailFrom: name }, asked);
      return typeof changed === "object" && "change" in changed ? changed.change : undefined;
    });
  const outcomes: string[] = [];
  for (let change = 0; change < 6; change += 1) {
    for (let more = 0; more < 3; more += 1) await amendAsOperator(`o${more}.oxfordstones.example`);
    const { body = "" } = await world.post("amend", 60 + change, to(`m${change}.oxfordstones.example`));
    outcomes.push(JSON.parse(body).done);
  }
  expect(outcomes).toEqual([...Array(5).fill("amended"), "changed-often"]);
  expect((await world.now()).mailFrom).toBe("o2.oxfordstones.example");
});
