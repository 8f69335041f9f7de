import { describe, expect, it } from "vitest";
import { jiraEvent } from "#core/help-desks/jira/event";

/** Makes a webhook as in https://developer.atlassian.com/cloud/jira/platform/webhooks/ */
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
    [{ accountId: "qm:reporter", accountType: "customer" }, "customer"],
    [{ accountId: "qm:somebody", accountType: "customer" }, "participant"],
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

  it.each([
    ["customer", "participant"],
    ["atlassian", "agent"],
  ])("tells who commented on an issue without a reporter: %s", (accountType, expected) => {
    const comment = { author: { accountId: "5b10", accountType }, body: "Done" };
    for (const reporter of [null, undefined])
      expect(jira("comment_created", { comment }, { reporter })).toMatchObject({
        comment: { author: expected },
      });
  });

  it("ignores an internal note", () => {
    const comment = { author: { accountId: "5b10" }, body: "Done", jsdPublic: false };
    expect(jira("comment_created", { comment })).toBe("ignored");
  });

  it("reads labels as tags, a deletion, and a resolution that is removed", () => {
    const items = [{ field: "labels", from: null, to: null }];
    expect(jira("jira:issue_updated", { changelog: { items } })).toMatchObject({ tags: ["dns"] });
    expect(jira("jira:issue_deleted")).toEqual({ type: "ticket.deleted", ticket: "HELP-7" });
    const resolution = [{ field: "resolution", from: "10000", to: null }];
    expect(jira("jira:issue_updated", { changelog: { items: resolution } })).toMatchObject({
      type: "ticket.reopened",
    });
  });

  it("may be a request at any other change", () => {
    const items = [{ field: "summary", from: null, to: null }];
    expect(jira("jira:issue_updated", { changelog: { items } })).toBeUndefined();
    expect(jira("jira:issue_created")).toBeUndefined();
  });
});
