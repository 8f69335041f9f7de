import { describe, expect, it } from "vitest";
import { type ConsolePage, consolePage, type Part } from "../../functions/show-console/console-page.ts";

function bodyOf(said: Partial<ConsolePage>): string {
  const viewer = { name: "alice", role: "operator", csrf: "token" } as const;
  return String(consolePage({ title: "Title", content: "<h1>Title</h1>", ...said }, viewer).body);
}

describe("the navigation", () => {
  const hereIn = (part?: Part) =>
    [...bodyOf(part === undefined ? {} : { part }).matchAll(/href="([^"]*)" aria-current="page"/g)].map(
      ([, href]) => href,
    );

  it.each([
    ["attention", "/console"],
    ["onboardings", "/console/onboardings"],
    ["projects", "/console/projects"],
    ["report", "/console/report"],
  ] as const)("marks only the part that is open: %s", (part, href) => {
    expect(hereIn(part)).toEqual([href]);
  });

  it("marks nothing on a page outside all parts", () => {
    expect(hereIn()).toEqual([]);
  });
});

it("only a page that is kept up to date has a script", () => {
  expect(bodyOf({ isLive: true })).toContain("<script>");
  expect(bodyOf({ isLive: false })).not.toContain("<script>");
  expect(bodyOf({})).not.toContain("<script>");
});
