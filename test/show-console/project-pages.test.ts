import { describe, expect, it } from "vitest";
import { projectPage, projectsPage } from "../../functions/show-console/project-pages.ts";

const NOW = Date.UTC(2026, 10, 23, 9);
const PAUSED = { at: new Date(NOW).toISOString(), by: "user/alice", because: "complaints" };

const SHOP = {
  project: "shop",
  owner: "stones",
  platform: "ses",
  requesters: [],
  domains: [{ identity: "d.example", onboardingId: "onb_1", tenant: "one" }],
  fromAddresses: [],
  drift: [],
  configuration: null,
  changes: [],
};

describe("the page of all projects", () => {
  const contentOf = (next: string | null) =>
    String(projectsPage({ projects: [{ project: "shop", owner: "stones", paused: null }], next }).content);

  it("leads to the next page where there is one", () => {
    expect(contentOf("a b")).toContain('href="/console/projects?after=a+b"');
  });

  it("leads to no next page after the last", () => {
    expect(contentOf(null)).not.toContain("after=");
  });
});

describe("the page of one project", () => {
  function contentOf(said: Record<string, unknown>): string {
    const viewer = { name: "alice", role: "operator", csrf: "token" } as const;
    const body = { ...SHOP, paused: null, tenants: [], ...said };
    return String(projectPage(body, { query: {}, now: NOW, viewer }).content);
  }

  const sectionOf = (id: string, said: Record<string, unknown>) =>
    new RegExp(`<h2 id="${id}">(.*?)</section>`, "s").exec(contentOf(said))?.[1] ?? "";

  it.each([
    ["a pause while all tenants send", null, ["ENABLED", "REINSTATED"], "pause"],
    ["a pause while it has no tenant that SES knows", null, [], "pause"],
    ["a reinstatement once an operator paused it", PAUSED, ["ENABLED"], "reinstate"],
    ["a reinstatement once SES stopped its tenant", null, ["DISABLED"], "reinstate"],
    ["a reinstatement once SES stopped one of its tenants", null, ["ENABLED", "DISABLED"], "reinstate"],
  ])("offers %s", (_, paused, sending, action) => {
    const tenants = sending.map((one, index) => ({ name: `tenant-${index}`, sending: one }));
    const content = contentOf({ paused, tenants });
    const offered = [...content.matchAll(/action="\/console\/projects\/shop\/(\w+)"/g)];
    expect(offered.map(([, name]) => name)).toEqual([action]);
  });

  it("shows its configuration as JSON where it has one, and says so where it has none", () => {
    const configured = sectionOf("configuration", { configuration: { tenant: 1 } });
    expect(configured).toMatch(/<code>\{\n {2}&quot;tenant&quot;: 1\n\}<\/code>/);
    expect(configured).not.toContain("Nothing here.");
    const none = sectionOf("configuration", { configuration: null });
    expect(none).toContain("Nothing here.");
    expect(none).not.toContain("<code>");
  });

  it("lists its changes, the latest first, each with its reason or what was written, none without a time", () => {
    const at = PAUSED.at;
    const changes = [
      { at, by: "user/alice", type: "project_paused", because: "complaints" },
      { at, by: "user/bob", type: "configured", entry: { tenant: 1 } },
      { at: null, by: "user/carol", type: "configured", because: "undated" },
    ];
    const listed = [...sectionOf("changes", { changes }).matchAll(/<li>(.*?)<\/li>/gs)].map(([, one = ""]) =>
      [...one.matchAll(/<(?:strong|p class="small"|span class="muted")>(.*?)</g)].map(([, line]) => line),
    );
    expect(listed).toEqual([
      ["Configured", "by user/bob", "{&quot;tenant&quot;:1}"],
      ["Project paused", "by user/alice", "complaints"],
    ]);
  });
});
