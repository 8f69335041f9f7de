import { describe, expect, it } from "vitest";
import { attentionPage } from "../../functions/show-console/attention-page.ts";

const NOW = Date.UTC(2026, 10, 23, 9);
const AT = new Date(NOW - 3_600_000).toISOString();

const ONE = {
  onboardingId: "onb_1",
  status: "held",
  project: "shop",
  owner: "stones",
  source: "zendesk",
  ticket: "T-1",
  identity: "d.example",
  mailFrom: "email.d.example",
  waitingOn: { whom: "operator", since: AT, until: null },
  awaitedSince: AT,
  createdAt: AT,
  decision: null,
  ses: { dkim: null, mailFrom: null },
  mutedAt: null,
  requester: "admin@d.example",
  because: null,
  failedFrom: null,
  contestedBecause: null,
  attempt: 1,
  lost: [],
  incident: null,
  sesGivesUpAt: null,
  findings: [],
};

function contentOf(kind: string, csrf = "token"): string {
  const viewer = { name: "alice", role: "operator", csrf } as const;
  const body = { sections: [{ kind, onboardings: [ONE], isMore: false }] };
  return String(attentionPage(body, { query: {}, now: NOW, viewer }).content);
}

describe("a section", () => {
  it.each([
    ["held", "status=held&amp;sort=oldest"],
    ["stuck-dns-week", "awaits=dns&amp;sort=oldest"],
  ])("of kind %s leads to the list with all of it", (kind, query) => {
    expect(contentOf(kind)).toContain(`<a href="/console/onboardings?${query}"`);
  });

  it.each(["nobodys", "desk"])("of kind %s leads to no list, because none has it", (kind) => {
    expect(contentOf(kind)).not.toContain('href="/console/onboardings?');
  });

  it.each([
    ["held", "Requester"],
    ["nobodys", "Owner"],
    ["failed", "Finding"],
  ])("of kind %s titles the details: %s", (kind, title) => {
    expect(contentOf(kind)).toContain(`<th scope="col">${title}</th>`);
  });

  it("has a column of actions only where one is offered", () => {
    const headings = (content: string) => content.match(/<th scope="col"/g)?.length;
    expect([contentOf("failed"), contentOf("contested"), contentOf("failed", "")].map(headings)).toEqual([
      5, 4, 4,
    ]);
    expect(contentOf("failed")).toContain('class="cards even acts"');
    expect(contentOf("contested")).toContain('class="cards even"');
  });
});
