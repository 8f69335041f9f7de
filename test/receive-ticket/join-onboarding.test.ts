import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { DATA, startIntake } from "./fixture.ts";

const FIRST = `onb_${"1".padStart(26, "0")}`;

const LATER = {
  ticket: "T-2",
  fromAddresses: ["info@oxfordstones.example"],
  mailFrom: "post.oxfordstones.example",
};

async function opened() {
  const intake = startIntake();
  await intake.request();
  return { ...intake, read: () => readOnboarding(intake.table, FIRST) };
}

describe("another ticket of the same project for the same identity", () => {
  it("joins what is under way: its from addresses are added, the MAIL FROM domain stays", async () => {
    const { request, read, onboardings, table } = await opened();
    const { statusCode, body } = await request(LATER, "msg_2");
    expect(statusCode).toBe(202);
    const fromAddresses = [...DATA.fromAddresses, ...LATER.fromAddresses];
    expect(JSON.parse(String(body))).toMatchObject({
      onboardingId: FIRST,
      ticket: DATA.ticket,
      fromAddresses,
    });
    expect(await read()).toMatchObject({
      ticket: DATA.ticket,
      alsoTickets: [{ source: "generic", ticket: "T-2" }],
      mailFrom: DATA.mailFrom,
      fromAddresses,
    });
    expect(onboardings()).toHaveLength(1);
    expect(table.items().filter(({ type }) => type === "joined")).toHaveLength(1);
  });

  it("is answered with the ticket that continues", async () => {
    const { deliver, replies } = await opened();
    const description = `Project: shop\nFrom addresses: ${LATER.fromAddresses}`;
    const body = JSON.stringify({ ticket: { id: "9", requester: { email: DATA.requester }, description } });
    await Promise.all(Array.from({ length: 5 }, () => deliver("zendesk", body)));
    expect(replies()).toMatchObject([
      { ticket: "9", content: { about: "joined", identity: "oxfordstones.example", ticket: DATA.ticket } },
    ]);
  });

  it("can't cancel it, and the answer names the ticket that can", async () => {
    const { request, cancel, read, refusals } = await opened();
    await request(LATER, "msg_2");
    const before = await read();
    const { statusCode, body } = await cancel("T-2");
    expect([statusCode, JSON.parse(String(body)).detail]).toEqual([409, `It is ${DATA.ticket} of generic`]);
    expect([await read(), refusals]).toEqual([before, ["generic another-ticket"]]);
    expect((await cancel(DATA.ticket, "msg_d")).statusCode).toBe(202);
  });

  it("can't cancel it if another desk gave it the same number", async () => {
    const { cancel, read, table } = await opened();
    await changeOnboarding(table, FIRST, () => ({ set: { source: "zendesk" } }));
    expect((await cancel()).statusCode).toBe(409);
    expect((await read()).signals.cancelledAt).toBeUndefined();
  });

  it("joins once, ten times at once", async () => {
    const { request, read } = await opened();
    await Promise.all(Array.from({ length: 10 }, (_, index) => request(LATER, `msg_${index + 2}`)));
    expect((await read()).alsoTickets).toHaveLength(1);
  });
});

describe("another ticket does not join", () => {
  it("what is over or cancelled", async () => {
    const calledOff = { set: { signals: { count: 1, seen: 0, cancelledAt: NOW } } };
    for (const change of [{ transition: "fail" as const }, calledOff]) {
      const { request, table, onboardings } = await opened();
      await changeOnboarding(table, FIRST, () => change);
      await request(LATER, "msg_2");
      expect(onboardings()).toHaveLength(2);
    }
  });

  it("what is of another identity", async () => {
    const { request, onboardings } = await opened();
    await request(
      { ticket: "T-3", fromAddresses: ["a@x.oxfordstones.example"], mailFrom: "e.x.oxfordstones.example" },
      "msg_3",
    );
    expect(onboardings()).toHaveLength(2);
  });

  it("what is ready below the domain that it names, and gets an onboarding of its own", async () => {
    const { register, request, onboardings, table } = startIntake();
    await register();
    const child = { fromAddresses: ["a@x.oxfordstones.example"], mailFrom: "e.x.oxfordstones.example" };
    await request(child);
    await table.commit((await readClaims(table, "x.oxfordstones.example")).prove(FIRST));
    for (const transition of ["issue_records", "verify", "configure", "complete"] as const)
      await changeOnboarding(table, FIRST, () => ({ transition }));
    const parent = { ticket: "T-3", identity: "oxfordstones.example", mailFrom: DATA.mailFrom };
    await request({ ...child, ...parent }, "msg_3");
    expect(onboardings().map(({ identity, status }) => [identity, status])).toEqual([
      ["x.oxfordstones.example", "ready"],
      ["oxfordstones.example", "requested"],
    ]);
  });

  it("when the requester is unknown", async () => {
    const { request, read, onboardings } = await opened();
    await request({ ...LATER, requester: "stranger@else.example" }, "msg_2");
    expect((await read()).alsoTickets).toBeUndefined();
    expect(
      onboardings()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(["held", "requested"]);
  });
});
