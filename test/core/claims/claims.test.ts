import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import {
  type ClaimEntry,
  conflictsOf,
  isCrowded,
  isUsedByOthers,
  prove,
  recordRelease,
  release,
  reserve,
} from "#core/claims/claims";
import { memoryTable } from "../../support/memory-table.ts";

const held = reserve([], "onb_1", "oxford", ["news.d.example", "email.news.d.example"]);

describe("names that another owner holds", () => {
  it.each([
    ["the same name", ["news.d.example"], true],
    ["the same MAIL FROM domain", ["email.news.d.example"], true],
    ["a parent", ["d.example"], true],
    ["a child", ["uk.news.d.example"], true],
    ["a child of the MAIL FROM domain", ["x.email.news.d.example"], true],
    ["a sibling", ["shop.d.example", "email.shop.d.example"], false],
    ["a name that only ends alike", ["bad-news.d.example"], false],
    ["another domain", ["e.example"], false],
    ["one right and one taken name", ["shop.d.example", "email.news.d.example"], true],
  ])("%s: %j conflicts %s", (_, names, conflicts) => {
    expect(conflictsOf(held, "cambridge", names).length > 0).toBe(conflicts);
    expect(conflictsOf(held, "oxford", names)).toEqual([]);
  });
});

it("replaces what an onboarding reserved, and keeps what it proved", () => {
  const proved = prove(held, "onb_1");
  const entries = reserve(proved, "onb_1", "oxford", ["news.d.example", "bounce.news.d.example"]);
  expect(entries.map(({ name, state }) => [name, state])).toEqual([
    ["news.d.example", "proved"],
    ["bounce.news.d.example", "reserved"],
  ]);
});

it("proves nothing by reserving a name again", () => {
  const again = reserve(held, "onb_1", "oxford", ["news.d.example"]);
  expect(again).toEqual([expect.objectContaining({ name: "news.d.example", state: "reserved" })]);
});

it("has its limit reached by three onboardings that wait, and not by proved names", () => {
  const waiting = (count: number) =>
    Array.from({ length: count }, (_, at) => reserve([], `onb_${at}`, "oxford", [`n${at}.d.example`])).flat();
  expect(isCrowded(waiting(2))).toBe(false);
  expect(isCrowded(waiting(3))).toBe(true);
  expect(isCrowded(prove(waiting(3), "onb_0"))).toBe(false);
});

it("does not take over what another onboarding of the owner proved", () => {
  const proved = prove(held, "onb_1");
  const second = reserve(proved, "onb_2", "oxford", ["news.d.example"]);
  expect(second.map(({ onboardingId, state }) => [onboardingId, state])).toEqual([
    ["onb_1", "proved"],
    ["onb_1", "proved"],
    ["onb_2", "reserved"],
  ]);
});

it.each([
  ["the identity itself", "d.example", true],
  ["a name below it", "news.d.example", true],
  ["a name above it", "example", false],
  ["a name beside it", "e.example", false],
])("an identity is used by another onboarding that holds %s", (_, name, isUsed) => {
  expect(isUsedByOthers(reserve([], "onb_2", "oxford", [name]), "onb_1", "d.example")).toBe(isUsed);
  expect(isUsedByOthers(reserve([], "onb_1", "oxford", [name]), "onb_1", "d.example")).toBe(false);
});

it("releases and proves one onboarding's names only", () => {
  const both = reserve(held, "onb_2", "oxford", ["shop.d.example"]);
  expect(release(both, "onb_1").map(({ name }) => name)).toEqual(["shop.d.example"]);
  expect(prove(both, "onb_2").map(({ state }) => state)).toEqual(["reserved", "reserved", "proved"]);
});

it("keeps the latest released claim of each name and owner, and no owner's releases remove those of another", () => {
  const first = recordRelease([], held, "onb_1", 1);
  const twice = recordRelease(first, held, "onb_1", 2);
  expect(twice.map(({ releasedAt }) => releasedAt)).toEqual([2, 2]);
  let all = twice;
  for (let at = 3; at < 100; at += 1)
    all = recordRelease(all, reserve([], "onb_2", "squatter", [`n${at}.news.d.example`]), "onb_2", at);
  expect(all.filter(({ owner }) => owner === "oxford")).toEqual(twice);
  expect(all.filter(({ owner }) => owner === "squatter")).toHaveLength(20);
});

it("leaves no released claim for what another onboarding holds", () => {
  const both = reserve(held, "onb_2", "oxford", ["shop.d.example"]);
  expect(recordRelease([], both, "onb_2", 1).map(({ name }) => name)).toEqual(["shop.d.example"]);
});

it("keeps the latest twenty released claims of an owner, in whatever order they are found", () => {
  const kept = Array.from({ length: 25 }, (_, at) => ({
    name: `n${at}.d.example`,
    owner: "oxford",
    onboardingId: `onb_${at}`,
    releasedAt: (at * 7) % 25,
  }));
  const left = recordRelease(kept, [], "onb_99", 100).map(({ releasedAt }) => releasedAt);
  expect(left).toEqual(Array.from({ length: 20 }, (_, at) => at + 5));
});

it("reports the conflict to both owners, in any order of requests", () => {
  const name = fc
    .array(fc.constantFrom("a", "b"), { maxLength: 4 })
    .map((labels) => [...labels, "d.example"].join("."));
  const claim = (owner: string, one: string): ClaimEntry[] => reserve([], owner, owner, [one]);
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(conflictsOf(claim("x", one), "y", [other])).toHaveLength(
        conflictsOf(claim("y", other), "x", [one]).length,
      );
    }),
  );
});

it("keeps all names of a registrable domain in one item, and refuses a write if another one came first", async () => {
  const table = memoryTable();
  const [first, second] = await Promise.all([
    readClaims(table, "news.oxford.co.uk"),
    readClaims(table, "shop.oxford.co.uk"),
  ]);
  expect(await table.commit([first.replaceWith(held)])).toBe(true);
  expect(await table.commit([second.replaceWith([])])).toBe(false);
  expect((await readClaims(table, "oxford.co.uk")).entries).toEqual(held);
});
