import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import {
  filterCount,
  listFor,
  onboardingFilter,
  passes,
} from "../../functions/show-onboardings/onboarding-filter.ts";
import { findingOf } from "../support/finding-fixture.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";

const DAY = 86_400_000;

function passesAt(now: number, query: Record<string, string>, said: Partial<Onboarding> = {}): boolean {
  return passes(onboardingOf(said), onboardingFilter.parse(query), now);
}

const SHARED = {
  alsoProjects: ["shop", "letters"].map((project) => ({
    ...{ project, requester: "ada@oxford.example", fromAddresses: [] },
  })),
};

describe("an onboarding passes by its project", () => {
  it.each([
    ["its own project", "oxford-stones", {}, true],
    ["another project", "shop", {}, false],
    ["the beginning of its project", "oxford", {}, false],
    ["its own project, though others share it", "oxford-stones", SHARED, true],
    ["the first project that shares it", "shop", SHARED, true],
    ["the last project that shares it", "letters", SHARED, true],
    ["a project that does not share it", "cambridge", SHARED, false],
  ])("%s", (_, project, said, isIn) => {
    expect(passesAt(BEGUN_AT, { project }, said)).toBe(isIn);
  });
});

describe("an onboarding passes by its age", () => {
  it.each([
    ["day", DAY],
    ["week", 7 * DAY],
    ["month", 30 * DAY],
  ])("of a %s", (age, ms) => {
    expect(passesAt(BEGUN_AT + ms - 1, { age })).toBe(false);
    expect(passesAt(BEGUN_AT + ms, { age })).toBe(true);
  });
});

describe("an onboarding passes by its domain", () => {
  it.each([
    ["oxfordstones.example", true],
    ["shop.oxfordstones.example", true],
    ["email.oxfordstones.example", true],
    ["other.example", false],
    ["xfordstones.example", false],
    ["stones.oxfordstones.example.org", false],
  ])("%s: %s", (domain, isIn) => {
    expect(passesAt(BEGUN_AT, { domain })).toBe(isIn);
  });

  it.each([
    ["example.org", true],
    ["shop.example.org", true],
    ["a.shop.example.org", true],
    ["mail.shop.example.org", true],
    ["mail.other.example", true],
    ["other.example", true],
    ["x.mail.other.example", false],
    ["letters.example.org", false],
  ])("of shop.example.org with a MAIL FROM domain elsewhere, %s: %s", (domain, isIn) => {
    const said = { identity: "shop.example.org", mailFrom: "mail.other.example" };
    expect(passesAt(BEGUN_AT, { domain }, said)).toBe(isIn);
  });
});

const CLOUDFLARE = { zone: "oxfordstones.example", host: "", nameServers: ["kay.ns.cloudflare.com"] };
const CHECKED = {
  lastCheck: {
    ...{ at: BEGUN_AT, queries: 5 },
    findings: ["name-doubled", "wrong-value"].map((code) =>
      findingOf({ code, severity: "blocking", record: null, records: [], actor: "dns-administrator" }),
    ),
    records: [seen(RECORDS[0], { place: CLOUDFLARE })],
  },
};

it.each([
  [{}, {}, true],
  [{ status: "records_issued" }, {}, true],
  [{ status: "ready" }, {}, false],
  [{ awaits: "customer" }, {}, true],
  [{ awaits: "ses" }, {}, false],
  [{ awaits: "customer" }, { status: "held" }, false],
  [{ awaits: "operator" }, { status: "held" }, true],
  [{ finding: "name-doubled" }, CHECKED, true],
  [{ finding: "wrong-value" }, CHECKED, true],
  [{ finding: "name" }, CHECKED, false],
  [{ finding: "name-doubled" }, {}, false],
  [{ host: "Cloudflare" }, CHECKED, true],
  [{ host: "other" }, CHECKED, false],
  [{ host: "other" }, {}, true],
  [{ status: "records_issued", awaits: "customer", project: "oxford-stones" }, {}, true],
  [{ status: "records_issued", awaits: "customer", project: "shop" }, {}, false],
  [{ status: "records_issued", awaits: "ses", project: "oxford-stones" }, {}, false],
] as [Record<string, string>, Partial<Onboarding>, boolean][])(
  "row %#: the filter %j",
  (query, said, isIn) => {
    expect(passesAt(BEGUN_AT, query, said)).toBe(isIn);
  },
);

const EVERYTHING = {
  ...{ domain: "a.shop.example.org", project: "p", finding: "f", awaits: "ses", status: "held", host: "h" },
  ...{ age: "day", q: "x", after: "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8X" },
};

it.each([
  ["domain", "list#registrable#example.org"],
  ["project", "list#project#p"],
  ["finding", "list#finding#f"],
  ["awaits", "list#awaits#ses"],
  ["status", "list#status#held"],
  ["host", "list#host#h"],
  ["age", undefined],
] as const)("the list of a filter whose first condition is %s is %s", (first, list) => {
  const names = Object.keys(EVERYTHING);
  const query = Object.fromEntries(Object.entries(EVERYTHING).slice(names.indexOf(first)));
  expect(listFor(onboardingFilter.parse(query))).toBe(list);
});

it("the list of a name that is no registrable domain is its own", () => {
  expect(listFor(onboardingFilter.parse({ domain: "co.uk" }))).toBe("list#registrable#co.uk");
});

it.each([
  [{}, 0],
  [{ q: "x", limit: "5", sort: "oldest" }, 0],
  [{ status: "held" }, 1],
  [{ awaits: "ses" }, 1],
  [{ finding: "f" }, 1],
  [{ host: "h" }, 1],
  [{ project: "p" }, 1],
  [{ domain: "example.org" }, 2],
  [{ age: "day" }, 2],
  [EVERYTHING, 9],
])("%j has %i conditions", (query, count) => {
  expect(filterCount(onboardingFilter.parse(query))).toBe(count);
});

it.each([
  [{}, { sort: "newest", limit: 25 }],
  [
    { limit: "1", sort: "oldest" },
    { sort: "oldest", limit: 1 },
  ],
  [{ limit: "100" }, { sort: "newest", limit: 100 }],
])("the query %j is read as %j", (query, read) => {
  expect(onboardingFilter.parse(query)).toEqual(read);
});

it.each([
  { limit: "0" },
  { limit: "101" },
  { limit: "1.5" },
  { sort: "best" },
  { status: "done" },
  { awaits: "nobody" },
  { age: "year" },
  { q: "x".repeat(1025) },
  { project: "x".repeat(1025) },
  { after: "onb_1" },
  { after: "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8X#" },
  { unknown: "x" },
])("the query %j is refused", (query) => {
  expect(onboardingFilter.safeParse(query).success).toBe(false);
});

it.each([
  { q: "x".repeat(1024) },
  { project: "x".repeat(1024) },
  { after: "2026-11-23#onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8X" },
])("a query at its longest is read", (query) => {
  expect(onboardingFilter.safeParse(query).success).toBe(true);
});
