import { describe, expect, it } from "vitest";
import { jiraEvent } from "#core/tickets/comments/jira-event";
import { composedEvent } from "#core/tickets/comments/ticket-event";
import { zendeskEvent } from "#core/tickets/comments/zendesk-event";

/** An event as https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ shows it. */
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

  it("tells nothing of a note among agents", () => {
    expect(zendeskComment({ id: "1", is_staff: false }, { is_public: false })).toBeUndefined();
  });

  it("tells tags, a merge, a deletion", () => {
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
    expect(event).toEqual(isReopened ? { type: "ticket.reopened", ticket: "5158" } : undefined);
  });

  it.each(["priority_changed", "created", "something_new"])("tells nothing when it is %s", (type) => {
    expect(zendesk(type)).toBeUndefined();
  });
});

/** A webhook as https://developer.atlassian.com/cloud/jira/platform/webhooks/ shows it. */
function jira(webhookEvent: string, said: object = {}, fields: object = {}) {
  const reporter = { accountId: "qm:reporter", accountType: "customer" };
  return jiraEvent(
    {
      timestamp: 1_795_424_400_000,
      webhookEvent,
      issue: { id: "10002", key: "HELP-7", fields: { labels: ["dns"], reporter, ...fields } },
      ...said,
    },
    "own",
  );
}

const DOCUMENT = {
  version: 1,
  type: "doc",
  content: [{ type: "paragraph", content: [{ type: "text", text: "Done" }] }],
};

describe("a webhook of Jira", () => {
  it.each([
    [{ accountId: "qm:somebody", accountType: "customer" }, "customer"],
    [{ accountId: "qm:reporter", accountType: "atlassian" }, "customer"],
    [{ accountId: "5b10", accountType: "atlassian" }, "agent"],
    [{ accountId: "own", accountType: "atlassian" }, "sendworthy"],
    [{ accountId: "557058", accountType: "app" }, "automatic"],
  ] as const)("tells a comment of %j as one of a %s", (author, expected) => {
    for (const body of ["Done", DOCUMENT]) {
      expect(jira("comment_created", { comment: { author, body } })).toMatchObject({
        ticket: "HELP-7",
        comment: { author: expected, text: expect.stringMatching(/^Done\s*$/) },
      });
    }
  });

  it("tells nothing of an internal note", () => {
    const comment = { author: { accountId: "5b10" }, body: "Done", jsdPublic: false };
    expect(jira("comment_created", { comment })).toBeUndefined();
  });

  it("tells labels as tags, a deletion, and a resolution that is taken away", () => {
    const items = [{ field: "labels", from: null, to: null }];
    expect(jira("jira:issue_updated", { changelog: { items } })).toMatchObject({ tags: ["dns"] });
    expect(jira("jira:issue_deleted")).toEqual({ type: "ticket.deleted", ticket: "HELP-7" });
    const resolution = [{ field: "resolution", from: "10000", to: null }];
    expect(jira("jira:issue_updated", { changelog: { items: resolution } })?.type).toBe("ticket.reopened");
  });

  it("tells nothing of any other change", () => {
    const items = [{ field: "summary", from: null, to: null }];
    expect(jira("jira:issue_updated", { changelog: { items } })).toBeUndefined();
    expect(jira("jira:issue_created")).toBeUndefined();
  });
});

describe("a body that the deployer composes", () => {
  it("tells what it says", () => {
    const comment = { text: "<p>Done</p><p>Thanks</p>", author: "customer" };
    expect(composedEvent({ event: "commented", comment }, "7")).toMatchObject({
      comment: { author: "customer", text: expect.stringContaining("Done\n") },
    });
    expect(composedEvent({ event: "tagged", tags: "a, sendworthy-mute b" }, "7")).toMatchObject({
      tags: ["a", "sendworthy-mute", "b"],
    });
    expect(composedEvent({ event: "merged", into: 8 }, "7")).toMatchObject({ into: "8" });
  });

  it.each([{}, { event: "requested" }, { event: "commented" }, { event: "merged", into: "../x" }, null, "x"])(
    "tells of no event as %j",
    (payload) => {
      expect(composedEvent(payload, "7")).toBeUndefined();
    },
  );
});
