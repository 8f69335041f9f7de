import { describe, expect, it } from "vitest";
import type { NewEvent } from "#core/onboarding/event";
import { changeOnboarding } from "#core/onboarding/store";
import { newTicketReply, type ReplyContent } from "#core/tickets/ticket-reply";
import type { DeliverNoticesDeps } from "../../functions/deliver-notices/deliver-notices.ts";
import { deliverNotices } from "../../functions/deliver-notices/deliver-notices.ts";
import { DESKS } from "../../infra/local/help-desk/desks.ts";
import type { Ticket } from "../../infra/local/help-desk/ticket.ts";
import { deskWorld } from "../adapters/help-desks/desk-world.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { deliveryWorld } from "./delivery-world.ts";

const desks = deskWorld();
const MINUTE = 60_000;

/**
 * Makes an onboarding from a ticket in a desk, and the runs that deliver its notices; with `dies`, runs never
 * learn that the desk accepted an answer.
 */
function lifeOf(desk: string, dies = false) {
  let isDying = dies;
  const taken = Promise.withResolvers<void>();
  const { table, deps: usual, dead, mails } = deliveryWorld();
  const ticket = desks.open(desk);
  const onboarding = onboardingOf({ source: desk, ticket: ticket.id });
  const { onboardingId } = onboarding;
  const outcomes: string[] = [];
  const deps: DeliverNoticesDeps = {
    ...usual,
    helpDesk: async () => ({
      async answer(answer) {
        await (await desks.helpDesk(desk)).answer(answer);
        taken.resolve();
        if (isDying) await new Promise(() => {});
      },
    }),
    report: ({ state, notice }) => {
      if (notice.recipient === "ticket") outcomes.push(state);
    },
  };
  const run = (minutes: number) =>
    deliverNotices({ cause: "schedule", now: BEGUN_AT + minutes * MINUTE }, deps);
  return {
    ...{ table, ticket, outcomes, dead, mails, onboardingId },
    run,
    /** Resolves when the desk has accepted an answer. */
    isTaken: taken.promise,
    revive: () => {
      isDying = false;
    },
    now: (): Ticket => desks.now(ticket),
    begin: (event: NewEvent["type"]) =>
      keep(table, onboarding, { type: event, at: BEGUN_AT, by: "sendworthy" }),
    async happens(type: NewEvent["type"], minutes: number, idempotencyKey?: string) {
      const at = BEGUN_AT + minutes * MINUTE;
      const event = {
        type,
        at,
        by: "sendworthy",
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      };
      await changeOnboarding(table, onboardingId, () => ({ event }));
      await run(minutes);
    },
    mute: (mutedAt: number) => changeOnboarding(table, onboardingId, () => ({ set: { mutedAt } })),
    async replied(content: ReplyContent) {
      const from = { source: desk, ticket: ticket.id, deliveryId: "d1" };
      await table.commit([{ item: newTicketReply(from, content, BEGUN_AT), expectedVersion: undefined }]);
    },
  };
}

/** Returns all comments of a ticket as text. */
function told({ comments }: Ticket): string {
  return comments.map(({ html, document }) => html ?? JSON.stringify(document)).join("\n");
}

describe.each(DESKS)("a ticket in %s", (desk) => {
  it("gets a comment for every step, and is closed by the last one", async () => {
    const life = lifeOf(desk);
    await life.begin("records_issued");
    await life.run(1);
    if (desk !== "jira") expect(life.now().status).toBe("pending");
    await life.happens("dkim_verified", 10);
    await life.happens("ready", 20);
    expect(life.outcomes).toEqual(["sent", "sent", "sent"]);
    expect(life.now()).toMatchObject({
      status: "solved",
      tags: ["sendworthy", "sendworthy-records-issued", "sendworthy-dkim-verified", "sendworthy-ready"],
      comments: [{}, {}, {}, {}],
    });
    expect(told(life.now())).toContain("feedback-smtp.eu-west-1.amazonses.com");
    expect(told(life.now())).not.toContain("TOKEN");
    expect(life.mails.map(({ to }) => to)).not.toContain("help@support.example");
  });

  it.each(["expired", "cancelled"] as const)("is closed with its reason when it is %s", async (end) => {
    const life = lifeOf(desk);
    await life.begin(end);
    await changeOnboarding(life.table, life.onboardingId, () => ({ set: { closedBecause: end } }));
    await life.run(1);
    expect(life.now().status).toBe("solved");
    expect(told(life.now())).toContain(
      end === "expired" ? "0 of 5 DNS records were right" : "Support cancelled it in the ticket.",
    );
  });

  it("changes its status only with the public comment", async () => {
    const life = lifeOf(desk);
    await life.begin("ready");
    await life.run(1);
    await life.happens("failed", 10);
    expect(life.now()).toMatchObject({ status: "solved", comments: [{}, { isInternal: true }] });
  });

  it("is opened again when a domain is lost, and closed when it works again", async () => {
    const life = lifeOf(desk);
    await life.begin("ready");
    await life.run(1);
    await life.happens("domain_lost", 100, "1");
    expect(life.now().status).not.toBe("solved");
    await life.happens("domain_recovered", 200, "1");
    expect(life.now().status).toBe("solved");
  });

  it("gets no comment while a person answers it, and none of them later", async () => {
    const life = lifeOf(desk);
    await life.begin("dkim_verified");
    await life.mute(BEGUN_AT);
    await life.run(1);
    expect([life.now().comments, life.mails]).toEqual([[], []]);
    expect(await life.table.due("undelivered", Number.MAX_SAFE_INTEGER)).toEqual([]);
  });

  it("gets what is for staff as an internal note, and the customer's part as a comment", async () => {
    const life = lifeOf(desk);
    await life.begin("dkim_verified");
    await life.happens("domain_lost", 10);
    expect(life.now().comments.map(({ isInternal }) => isInternal === true)).toEqual([false, false, true]);
  });

  it("gets nothing for as long as the desk asks, and this does not count as a try", async () => {
    const life = lifeOf(desk);
    await life.begin("dkim_verified");
    const busy = { answer: { status: 429, headers: { "retry-after": "600" } } };
    for (let round = 0; round < 15; round += 1) {
      desks.fail(busy);
      await life.run(round * 10);
      await life.run(round * 10 + 9);
    }
    expect(life.outcomes).toEqual(Array(15).fill("postponed"));
    await life.run(150);
    expect(life.outcomes.at(-1)).toBe("sent");
    expect(life.now().comments).toHaveLength(1);
    expect(life.dead).toEqual([]);
  });

  it("has one answer when a run is killed after the desk took it", async () => {
    const life = lifeOf(desk, true);
    await life.begin("dkim_verified");
    void life.run(0);
    await life.isTaken;
    life.revive();
    await life.run(1);
    await life.run(5);
    await life.run(6);
    expect(life.outcomes).toEqual(["busy", "busy", "sent"]);
    expect(life.now().comments).toHaveLength(1);
  });

  it("that is deleted makes the notice a dead letter at once", async () => {
    const life = lifeOf(desk);
    await life.begin("dkim_verified");
    desks.fail({ answer: { status: 404 } });
    await life.run(1);
    expect(life.dead).toMatchObject([{ recipient: "ticket", errorName: "HelpDeskRefusedError" }]);
  });

  it("whose desk refuses the credentials makes the notice a dead letter after seven minutes", async () => {
    const life = lifeOf(desk);
    await life.begin("dkim_verified");
    desks.fail({ answer: { status: 401 }, times: 4 });
    for (const minute of [0, 1, 3]) await life.run(minute);
    expect(life.dead).toEqual([]);
    await life.run(7);
    expect(life.dead).toMatchObject([{ errorName: "HelpDeskAccessError" }]);
  });

  it("without an onboarding gets an answer that names exactly what is missing, with an example", async () => {
    const life = lifeOf(desk);
    const fault = {
      field: "fromAddresses.0",
      sent: "news@",
      expected: { key: "fault.email-address", values: {} } as const,
    };
    await life.replied({ about: "faults", faults: [fault] });
    await life.run(1);
    const [comment] = life.now().comments;
    const text = comment?.html ?? JSON.stringify(comment?.document);
    expect(text).toContain(
      "From addresses: “news@” does not fit. We need: an address such as news@example.com",
    );
    expect(text).toContain("From addresses: news@oxfordstones.example, hello@oxfordstones.example");
    if (desk !== "jira") expect(life.now().status).toBe("pending");
    expect(life.now().tags).toEqual(["sendworthy", "sendworthy-faults"]);
    await life.run(2);
    expect(life.now().comments).toHaveLength(1);
  });
});

it("makes no other call in the same run to a desk that limits calls", async () => {
  const life = lifeOf("zendesk");
  for (let count = 0; count < 20; count += 1) {
    const from = { source: "zendesk", ticket: life.ticket.id, deliveryId: `d${count}` } as const;
    const reply = newTicketReply(from, { about: "needs-check" }, BEGUN_AT);
    await life.table.commit([{ item: reply, expectedVersion: undefined }]);
  }
  const before = desks.server.requests().length;
  // Five deliveries are in progress before the first is answered.
  desks.fail({ answer: { status: 429, headers: { "retry-after": "120" } }, times: 5 });
  await life.run(0);
  expect(desks.server.requests()).toHaveLength(before + 5);
  await life.run(1);
  expect(desks.server.requests()).toHaveLength(before + 5);
  await life.run(2);
  expect(life.now().comments).toHaveLength(20);
});

it("keeps nothing of a stranger's ticket for longer than its answer", async () => {
  const life = lifeOf("zendesk");
  await life.replied({ about: "needs-check" });
  await life.run(1);
  expect(life.table.items().map(({ forgetAt }) => typeof forgetAt)).toEqual(["number", "number"]);
  expect(life.now().status).toBe("open");
});

it("gives up a service that always asks for a later try", async () => {
  const life = lifeOf("zendesk");
  await life.begin("dkim_verified");
  desks.fail({ answer: { status: 429, headers: { "retry-after": "60" } }, times: 500 });
  for (let minute = 0; minute < 2000; minute += 1) await life.run(minute);
  expect(life.dead).toMatchObject([{ errorName: "HelpDeskBusyError" }]);
  expect(life.outcomes.filter((state) => state === "postponed")).toHaveLength(100);
});
