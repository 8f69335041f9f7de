import { describe, expect, it } from "vitest";
import { jiraEvent } from "#core/help-desks/jira/event";
import { zendeskEvent } from "#core/help-desks/zendesk/event";
import { readOnboarding } from "#core/onboarding/store";
import { composedEvent } from "#core/tickets/comments/ticket-event";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { DATA, signedRequest, startIntake, ticketBody } from "./fixture.ts";

const FIRST = `onb_${"1".padStart(26, "0")}`;

const NO_NUMBERS = [
  "..",
  ".",
  " ",
  "",
  "\u202eevil\n\r\u0000x",
  "\ud83d",
  "<script>",
  "x".repeat(101),
  7,
  null,
];

/** Opens a ticket, and sends messages about it. */
async function opened() {
  const intake = startIntake();
  await intake.request();
  const send = async (type: string, data: object) => {
    const { statusCode, body } = await intake.send(signedRequest(ticketBody(data, type), { id: "msg_2" }));
    return { statusCode, ...JSON.parse(String(body)) };
  };
  return { ...intake, send };
}

describe("a text that is no ticket number", () => {
  it.each(NO_NUMBERS)("as the ticket to merge into is refused: %j", async (into) => {
    const { send, table } = await opened();
    const before = table.items();
    expect(await send("ticket.merged", { ticket: DATA.ticket, into })).toMatchObject({
      statusCode: 422,
      faults: [{ field: "into" }],
    });
    expect(table.items()).toEqual(before);
  });

  it.each(
    [
      "onboarding.cancelled",
      "ticket.commented",
      "ticket.tagged",
      "ticket.merged",
      "ticket.reopened",
      "ticket.deleted",
      "from_addresses.added",
    ].flatMap((type) => NO_NUMBERS.map((ticket) => [type, ticket] as const)),
  )("in %s is refused: %j", async (type, ticket) => {
    const { send } = await opened();
    const said = { text: "done", author: "customer", tags: [], into: "T-2" };
    const data =
      type === "from_addresses.added"
        ? { ticket, project: DATA.project, addresses: DATA.fromAddresses }
        : { ticket, ...said };
    expect(await send(type, data)).toMatchObject({ statusCode: 422, faults: [{ field: "ticket" }] });
  });

  it.each(NO_NUMBERS)("as the project that gets from addresses is refused: %j", async (project) => {
    const { send } = await opened();
    const data = { ticket: "T-2", project, addresses: DATA.fromAddresses };
    expect(await send("from_addresses.added", data)).toMatchObject({
      statusCode: 422,
      faults: [{ field: "project" }],
    });
  });
});

it.each(["T-2", "Desk 7/a:b@c", "x".repeat(100)])(
  "a ticket number that a request may have is merged into: %s",
  async (into) => {
    const { send, table } = await opened();
    expect((await send("ticket.merged", { ticket: DATA.ticket, into })).statusCode).toBe(202);
    expect((await readOnboarding(table, FIRST)).ticket).toBe(into);
  },
);

describe("a help desk's message without the number of a ticket", () => {
  const text = "Project: shop\nFrom addresses: news@oxfordstones.example\nRequester: a@oxfordstones.example";

  it.each([undefined, null, true, {}, [], ["8"], "..", "<script>", "\u202e8"])(
    "to merge into changes nothing: %j",
    async (into) => {
      const { deliver, register, table } = startIntake();
      await register();
      await deliver("zendesk", JSON.stringify({ ticket: { id: "7", description: text } }));
      const before = await readOnboarding(table, FIRST);
      const event = { type: "zen:event-type:ticket.merged", detail: { id: "7" } };
      for (const body of [
        { ticket: { id: "7" }, event: "merged", into },
        { ...event, event: { target_ticket_id: into } },
      ])
        await deliver("zendesk", JSON.stringify(body));
      expect(await readOnboarding(table, FIRST)).toEqual(before);
    },
  );

  it.each([undefined, null, true, {}, ["8"]])("is about no ticket: %j", async (id) => {
    const { deliver, table } = startIntake();
    const comment = { body: "Done", is_public: true, author: { id: "1", is_staff: false } };
    const bodies = {
      zendesk: { type: "zen:event-type:ticket.comment_added", detail: { id }, event: { comment } },
      freshdesk: { ticket: { id, description: text } },
      jira: { webhookEvent: "jira:issue_deleted", timestamp: BEGUN_AT, issue: { key: id } },
    };
    for (const [desk, body] of Object.entries(bodies)) await deliver(desk, JSON.stringify(body));
    expect(table.items().filter(({ pk }) => pk.startsWith("ticket#"))).toEqual([]);
    expect(helpDeskEvents(bodies)).toEqual(["ignored", undefined, "ignored"]);
  });
});

function helpDeskEvents({ zendesk, freshdesk, jira }: Record<"zendesk" | "freshdesk" | "jira", unknown>) {
  return [zendeskEvent(zendesk, undefined), composedEvent(freshdesk, "7"), jiraEvent(jira, undefined)];
}
