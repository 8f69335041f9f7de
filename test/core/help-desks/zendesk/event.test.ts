import { describe, expect, it } from "vitest";
import { zendeskEvent } from "#core/help-desks/zendesk/event";

/** Makes an event as in https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ */
function zendesk(type: string, event: object = {}, tags: string[] = []) {
  const payload = {
    account_id: 22_129_848,
    detail: { actor_id: "8447388090494", id: "5158", requester_id: "8447388090494", status: "OPEN", tags },
    event: { meta: { sequence: { id: "639EC9F6B7A8E0DBDE9BCBE87A0E1C8C", position: 2 } }, ...event },
    id: "f1c6d84c-2b39-4ec7-8a15-f9a2c3d7b1aa",
    subject: "zen:ticket:5158",
    time: "2026-11-23T09:00:00Z",
    type: `zen:event-type:ticket.${type}`,
    zendesk_event_version: "2022-11-06",
  };
  return zendeskEvent(payload, "777");
}

function zendeskComment(author: object, said: object = {}) {
  return zendesk("comment_added", { comment: { author, body: "Done", id: "8", is_public: true, ...said } });
}

describe("an event of Zendesk", () => {
  it.each([
    [{ id: "8447388090494", is_staff: false, name: "A customer" }, "customer"],
    [{ id: "12", is_staff: true, name: "An agent" }, "agent"],
    [{ id: "777", is_staff: true, name: "Sendworthy" }, "sendworthy"],
  ] as const)("tells a comment of %j as one of a %s", (author, expected) => {
    expect(zendeskComment(author)).toEqual({
      type: "ticket.commented",
      ticket: "5158",
      comment: { author: expected, text: "Done" },
    });
  });

  it("ignores an internal note", () => {
    expect(zendeskComment({ id: "1", is_staff: false }, { is_public: false })).toBe("ignored");
  });

  it("reads tags, a merge, a deletion", () => {
    expect(zendesk("tags_changed", { tags_added: ["a"] }, ["a", "b"])).toMatchObject({ tags: ["a", "b"] });
    expect(zendesk("merged", { target_ticket_id: "6001" })).toMatchObject({ ticket: "5158", into: "6001" });
    expect(zendesk("soft_deleted")).toEqual({ type: "ticket.deleted", ticket: "5158" });
  });

  it.each([
    ["SOLVED", "OPEN", true],
    ["CLOSED", "NEW", true],
    ["OPEN", "PENDING", false],
    ["SOLVED", "CLOSED", false],
  ])("tells that a ticket which was %s is %s: opened again: %s", (previous, current, isReopened) => {
    const event = zendesk("status_changed", { previous, current });
    expect(event).toEqual(isReopened ? { type: "ticket.reopened", ticket: "5158" } : "ignored");
  });

  it.each(["priority_changed", "something_new"])("is ignored when it is %s", (type) => {
    expect(zendesk(type)).toBe("ignored");
  });

  it.each(["created", "description_changed"])("may be a request when it is %s", (type) => {
    expect(zendesk(type)).toBeUndefined();
  });

  it.each([
    { type: "zen:event-type:ticket.tags_changed" },
    { type: "zen:event-type:ticket.tags_changed", detail: { id: "" } },
    { type: "zen:event-type:user.created", detail: { id: "5158" } },
  ])("is ignored when it tells of no ticket: %j", (payload) => {
    expect(zendeskEvent(payload, "777")).toBe("ignored");
  });
});
