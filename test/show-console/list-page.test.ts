import { expect, it } from "vitest";
import { listPage } from "../../functions/show-console/list-page.ts";

const NOW = Date.UTC(2026, 10, 23, 9);

function pageOf(query: Record<string, string>, next: string | null = null) {
  const { content, ...page } = listPage({ onboardings: [], next }, query, NOW);
  return { ...page, content: String(content) };
}

it("is titled as the list, with filters, where nothing is searched for", () => {
  const { title, content, q } = pageOf({ status: "held" });
  expect([title, q]).toEqual(["Onboardings", undefined]);
  expect(content).toContain("<h1>Onboardings</h1>");
  expect(content).toContain('class="card filters"');
});

it("is titled with what is searched for, without filters", () => {
  const { title, content, q } = pageOf({ q: "d.example" });
  expect([title, q]).toEqual(["Search: d.example", "d.example"]);
  expect(content).not.toContain('class="card filters"');
});

it("leads to the next page, with the same filters, where there is one", () => {
  expect(pageOf({ status: "held" }, "abc").content).toContain(
    'href="/console/onboardings?status=held&amp;after=abc"',
  );
});

it("leads to no next page after the last", () => {
  expect(pageOf({ status: "held" }).content).not.toContain("after=");
});
