import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { approve, reject } from "#core/onboarding/changes/approve-request";
import { EXPIRY_MS, START_GRACE_MS } from "#core/onboarding/schedule";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { repairOnboardings } from "../../functions/repair-onboardings/repair-onboardings.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { DATA, signedRequest, startIntake, ticketBody } from "./fixture.ts";

const FIRST = `onb_${"1".padStart(26, "0")}`;
const STRANGER = "stranger@else.example";

/** Makes a request of a requester who is not registered. */
async function held() {
  const intake = startIntake();
  await intake.register();
  const answer = await intake.request({ requester: STRANGER });
  const { table, machine } = intake;
  return {
    ...intake,
    answer,
    read: () => readOnboarding(table, FIRST),
    events: () => table.items().filter(({ sk }) => sk.startsWith("event#")),
    repair: (time: number) =>
      repairOnboardings({ time }, { table, queue: table, starter: machine, executions: machine }),
  };
}

describe("a request of an unknown requester", () => {
  it("is accepted and held: no execution, ticket and operations are notified", async () => {
    const { answer, read, machine, events } = await held();
    expect(answer.statusCode).toBe(202);
    expect(JSON.parse(String(answer.body))).toMatchObject({ heldFor: "requester" });
    expect(await read()).toMatchObject({ status: "held", held: { for: "requester", since: NOW } });
    expect(machine.starts()).toBe(0);
    expect(events()).toMatchObject([
      { type: "held", notices: [{ recipient: "ticket" }, { recipient: "ops" }] },
    ]);
  });

  it("is left alone by the repair schedule, and ends if no operator approves it in time", async () => {
    const { repair, read, machine, table } = await held();
    await repair(NOW + EXPIRY_MS - 1);
    expect((await read()).status).toBe("held");
    await repair(NOW + EXPIRY_MS);
    expect(await read()).toMatchObject({ status: "expired", closedBecause: "not-approved" });
    expect(machine.starts()).toBe(0);
    expect(table.items().find(({ sk }) => sk === "claim")).toMatchObject({ entries: [] });
  });

  it("still waits if its time was extended", async () => {
    const { repair, read, table } = await held();
    await changeOnboarding(table, FIRST, () => ({ set: { expiresAt: NOW + 2 * EXPIRY_MS } }));
    await repair(NOW + EXPIRY_MS);
    expect(await read()).toMatchObject({ status: "held", dueAt: NOW + 2 * EXPIRY_MS });
  });

  it("is cancelled at once, twice as once", async () => {
    const { cancel, read, machine, events } = await held();
    expect((await cancel()).statusCode).toBe(202);
    expect((await cancel("T-1041", "msg_d")).statusCode).toBe(202);
    expect(await read()).toMatchObject({ status: "cancelled", closedBecause: "cancelled" });
    expect(events().map(({ type }) => type)).toEqual(["held", "cancelled"]);
    expect(machine.starts()).toBe(0);
  });

  it("stays the same when the ticket comes again", async () => {
    const { request, onboardings } = await held();
    await request({ requester: STRANGER }, "msg_2");
    expect(onboardings()).toHaveLength(1);
  });
});

describe("approving", () => {
  const APPROVED_AT = NOW + 86_400_000;

  async function approved() {
    const world = await held();
    const after = await changeOnboarding(world.table, FIRST, (current) =>
      approve(current, APPROVED_AT, "operator:arn:aws:iam::000000000000:user/ops"),
    );
    return { ...world, after };
  }

  it("makes it like a new one: the usual time, and the repair schedule starts it if needed", async () => {
    const { after, repair, machine, events } = await approved();
    expect(after).toMatchObject({ status: "requested", expiresAt: APPROVED_AT + EXPIRY_MS });
    expect(after.held).toBeUndefined();
    expect(events().at(-1)).toMatchObject({ type: "approved", by: expect.stringMatching(/^operator:/) });
    await repair(APPROVED_AT + START_GRACE_MS);
    expect([...machine.executions.keys()]).toEqual([`${FIRST}-1`]);
  });

  it("changes nothing that is not held", async () => {
    const { after } = await approved();
    expect(approve(after, APPROVED_AT, "operator:x")).toBeUndefined();
  });
});

describe("a requester whom the platform names", () => {
  it.each([
    ["is held again while nobody registered the requester", [], "held", 0],
    ["needs no approval once the requester is registered", [STRANGER], "requested", 1],
  ])("%s, if the ticket is opened again", async (_, requesters, status, starts) => {
    const { send, register, table, onboardings, machine } = await held();
    await changeOnboarding(table, FIRST, (current) => reject(current, NOW, "operator:ops", table));
    await register({ requesters });
    await send(signedRequest(ticketBody({ ticket: DATA.ticket }, "ticket.reopened"), { id: "msg_2" }));
    expect(onboardings().map((one) => one["status"])).toEqual(["cancelled", status]);
    expect(machine.starts()).toBe(starts);
  });
});

describe("a requester that only a form names", () => {
  it("is known no more when the ticket is opened again after an operator turned it down", async () => {
    const { deliver, register, onboardings, machine, table } = startIntake();
    await register();
    const text =
      "Project: shop\nFrom addresses: news@oxfordstones.example\nRequester: admin@oxfordstones.example";
    await deliver("zendesk", JSON.stringify({ ticket: { id: "77", description: text } }));
    await changeOnboarding(table, FIRST, (current) => reject(current, NOW, "operator:ops", table));
    await deliver("zendesk", JSON.stringify({ ticket: { id: "77" }, event: "reopened" }));
    expect(onboardings().map(({ status }) => status)).toEqual(["cancelled", "held"]);
    expect(machine.starts()).toBe(0);
  });
});

describe("unknown requesters who ask for many names below one domain", () => {
  it("don't keep its owner from proving control", async () => {
    const { register, request, onboardings } = startIntake();
    await register();
    await register({ project: "theirs", owner: "else", requesters: [] });
    for (let n = 0; n < 12; n += 1) {
      const fromAddresses = [`a@h${n}.oxfordstones.example`];
      const asked = {
        ticket: `S-${n}`,
        project: "theirs",
        owner: "else",
        requester: STRANGER,
        fromAddresses,
      };
      await request({ ...asked, mailFrom: undefined }, `msg_s${n}`);
    }
    expect((await request({}, "msg_owner")).statusCode).toBe(202);
    expect(onboardings().at(-1)).toMatchObject({ status: "requested", ownership: { because: "contested" } });
  });
});

describe("the answer to a held request", () => {
  const D = "oxfordstones.example";
  const CHILD = {
    ...{ ticket: "T-2", identity: `deep7.${D}`, fromAddresses: [`a@deep7.${D}`] },
    mailFrom: `email.deep7.${D}`,
  };

  /** Makes intake with a ready domain, and asks for an identity below it. */
  async function askBelow(said: Record<string, unknown>, id = "msg_2") {
    const world = startIntake();
    await world.register();
    await world.request();
    await world.table.commit((await readClaims(world.table, D)).prove(FIRST));
    for (const transition of ["issue_records", "verify", "configure", "complete"] as const)
      await changeOnboarding(world.table, FIRST, () => ({ transition }));
    const ask = async (more: Record<string, unknown>, delivery: string) => {
      const { statusCode, body } = await world.request({ ...CHILD, ...said, ...more }, delivery);
      return { statusCode, ...JSON.parse(String(body)) };
    };
    return { ...world, ask, answer: await ask({}, id) };
  }

  it("states no effect on the domain above, which an operator decides on first", async () => {
    const { answer, ask } = await askBelow({ requester: STRANGER });
    expect(answer).toMatchObject({ statusCode: 202, heldFor: "requester", identity: CHILD.identity });
    expect(answer).not.toHaveProperty("warning");
    expect(await ask({}, "msg_2")).toEqual(answer);
    expect(await ask({}, "msg_3")).toEqual(answer);
  });

  it("states it for a known requester, and after the approval", async () => {
    const warning = `deep7.${D} gets its own identity, as requested. From then on, the settings of ${D} do not apply to it.`;
    expect((await askBelow({})).answer).toMatchObject({ statusCode: 202, warning });
    const { ask, table, answer } = await askBelow({ requester: STRANGER });
    await changeOnboarding(table, answer.onboardingId, (current) => approve(current, NOW, "operator:ops"));
    expect(await ask({}, "msg_2")).toMatchObject({ warning });
  });

  it("says of another MAIL FROM domain that the request waits with its own, not that projects use it", async () => {
    const { ask } = await askBelow({ requester: STRANGER });
    const named = `post.deep7.${D}`;
    const { warning, mailFrom } = await ask({ mailFrom: named }, "msg_3");
    expect(mailFrom).toBe(CHILD.mailFrom);
    expect(warning).toBe(
      `This request waits for approval with the MAIL FROM domain ${mailFrom}. ${named} is not used.`,
    );
  });
});
