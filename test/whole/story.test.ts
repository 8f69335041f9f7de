import { afterAll, beforeAll, expect, it } from "vitest";
import { REFUSALS } from "#core/onboarding/executions";
import { ticketFor } from "../../infra/bench/whole/customers.ts";
import { eventually } from "../../infra/demo/customer.ts";
import { open, publish, read, say, send } from "./customer.ts";
import { executions, history, identities, scan, sent, settled } from "./evidence.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const DAY_MS = 24 * 3600 * 1000;

/** Each of these notices is sent once. */
const NOTICES_OF_A_STORY = {
  "records_issued/1/customer": 1,
  "records_issued/1/ticket": 1,
  "ready/customer": 1,
  "ready/ticket": 1,
  "ready/ops": 1,
};

/**
 * Returns the sent notices without those about DKIM, which depend on whether SES finds DKIM before MAIL FROM.
 */
function storyOf(world: World, onboardingId: string): Record<string, number> {
  const {
    "dkim_verified/customer": told,
    "dkim_verified/ticket": reported,
    ...others
  } = sent(world, onboardingId);
  expect(told).toBe(reported);
  return others;
}

describeWhole("the whole path", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });

  afterAll(() => world.stop());

  /** Plays from the ticket until the customer was sent the records. */
  async function openAndTell(domain: string, said: Record<string, unknown> = {}): Promise<string> {
    const onboardingId = await open(world, domain, said);
    await told(onboardingId, 1);
    return onboardingId;
  }

  function told(onboardingId: string, recordsVersion: number): Promise<true> {
    return eventually(`edition ${recordsVersion} of ${onboardingId}`, () =>
      sent(world, onboardingId)[`records_issued/${recordsVersion}/customer`] === undefined ? undefined : true,
    );
  }

  it("leads from a signed ticket to ready, with one identity, five records and each notice once", async () => {
    const onboardingId = await openAndTell("stones.example");
    await publish(world, onboardingId);
    expect(await say(world, onboardingId, "confirm")).toMatchObject({
      status: 200,
      body: { done: "confirmed" },
    });
    const item = await settled(world, onboardingId);
    expect(item).toMatchObject({
      status: "ready",
      ses: { status: { verification: "SUCCESS", dkim: "SUCCESS", mailFrom: "SUCCESS" } },
    });
    expect(item.records).toHaveLength(5);
    expect(item.wait).toBeUndefined();
    expect(storyOf(world, onboardingId)).toEqual(NOTICES_OF_A_STORY);
    expect(await identities(world)).toEqual(["stones.example"]);
    const project = (await scan(world)).find(({ pk }) => pk === "project#stones");
    expect(project).toMatchObject({
      domains: [{ identity: "stones.example", mailFrom: "email.stones.example", onboardingId }],
    });
    expect(await executions(world, onboardingId)).toMatchObject([
      { name: `${onboardingId}-1`, status: "SUCCEEDED" },
    ]);
    const events = await history(world, onboardingId);
    expect(events.at(-1)?.type).toBe("ExecutionSucceeded");
    expect(
      events.flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []).slice(0, 4),
    ).toEqual(["CreateIdentity", "AwaitSignal", "CheckDomain", "AwaitSignal"]);
    const failures = events.filter(({ type }) => type?.endsWith("Failed"));
    expect(failures.map(({ taskFailedEventDetails }) => taskFailedEventDetails?.error)).toEqual([
      REFUSALS.verified,
    ]);
  });

  it("carries two onboardings at once, each to its own end", async () => {
    const domains = ["first.example", "second.example"];
    const onboardingIds = await Promise.all(domains.map((domain) => openAndTell(domain)));
    for (const onboardingId of onboardingIds) await publish(world, onboardingId);
    await Promise.all(onboardingIds.map((onboardingId) => say(world, onboardingId, "confirm")));
    for (const onboardingId of onboardingIds) {
      expect(await settled(world, onboardingId)).toMatchObject({ status: "ready" });
      expect(storyOf(world, onboardingId)).toEqual(NOTICES_OF_A_STORY);
    }
    expect(await identities(world)).toEqual(expect.arrayContaining(domains));
  });

  it("continues with another MAIL FROM domain once the customer amends it", async () => {
    const onboardingId = await openAndTell("amended.example");
    expect(await say(world, onboardingId, "amend")).toMatchObject({ status: 200, body: { done: "amended" } });
    await told(onboardingId, 2);
    await publish(world, onboardingId);
    await say(world, onboardingId, "confirm");
    const item = await settled(world, onboardingId);
    expect(item).toMatchObject({
      status: "ready",
      mailFrom: "post.amended.example",
      ses: { status: { mailFromDomain: "post.amended.example", mailFrom: "SUCCESS" } },
    });
    expect(storyOf(world, onboardingId)).toEqual({
      ...NOTICES_OF_A_STORY,
      "records_issued/2/customer": 1,
      "records_issued/2/ticket": 1,
    });
  });

  it("closes cleanly when support cancels it, and the domain is free for another owner", async () => {
    const onboardingId = await openAndTell("cancelled.example");
    expect(await say(world, onboardingId, "cancel")).toMatchObject({ status: 202 });
    expect(await settled(world, onboardingId)).toMatchObject({ status: "cancelled" });
    expect(sent(world, onboardingId)).toMatchObject({ "cancelled/customer": 1, "cancelled/ticket": 1 });
    expect(await executions(world, onboardingId)).toMatchObject([{ status: "SUCCEEDED" }]);
    expect(await send(world, fromAnother("cancelled.example"))).toMatchObject({
      status: 202,
    });
  });

  it("closes cleanly if it is not finished within 45 days", async () => {
    const onboardingId = await openAndTell("expired.example");
    await world.restart(46 * DAY_MS);
    expect(await settled(world, onboardingId)).toMatchObject({ status: "expired" });
    expect(sent(world, onboardingId)).toMatchObject({ "expired/customer": 1, "expired/ticket": 1 });
    expect(await executions(world, onboardingId)).toMatchObject([{ status: "SUCCEEDED" }]);
    expect((await read(world, onboardingId)).wait).toBeUndefined();
    expect(await send(world, fromAnother("expired.example"))).toMatchObject({ status: 202 });
  });
});

/** Makes a ticket for a domain of a project that another owner has. */
function fromAnother(domain: string) {
  return ticketFor(domain, { ticket: `T-another-${domain}`, project: `another-${domain}`, owner: "another" });
}
