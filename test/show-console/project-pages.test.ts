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
  it.each([
    ["a pause while all tenants send", null, ["ENABLED", "REINSTATED"], "pause"],
    ["a pause while it has no tenant that SES knows", null, [], "pause"],
    ["a reinstatement once an operator paused it", PAUSED, ["ENABLED"], "reinstate"],
    ["a reinstatement once SES stopped its tenant", null, ["DISABLED"], "reinstate"],
    ["a reinstatement once SES stopped one of its tenants", null, ["ENABLED", "DISABLED"], "reinstate"],
  ])("offers %s", (_, paused, sending, action) => {
    const tenants = sending.map((one, index) => ({ name: `tenant-${index}`, sending: one }));
    const viewer = { name: "alice", role: "operator", csrf: "token" } as const;
    const { content } = projectPage({ ...SHOP, paused, tenants }, { query: {}, now: NOW, viewer });
    const offered = [...String(content).matchAll(/action="\/console\/projects\/shop\/(\w+)"/g)];
    expect(offered.map(([, name]) => name)).toEqual([action]);
  });
});
