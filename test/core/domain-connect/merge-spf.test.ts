import { expect, it } from "vitest";
import { hasSpfRules, mergedSpf } from "#core/domain-connect/merge-spf";

const RULES = "include:one.example include:two.example";

it.each([
  ["all of the rules", `v=spf1 ${RULES} -all`, true],
  ["all of them in another order", "v=spf1 include:two.example mx include:one.example -all", true],
  ["all of them in capital letters", `v=spf1 ${RULES.toUpperCase()} -all`, true],
  ["only the first of them", "v=spf1 include:one.example -all", false],
  ["only the last of them", "v=spf1 include:two.example -all", false],
  ["none of them", "v=spf1 mx -all", false],
])("an SPF record with %s", (_, record, hasThem) => {
  expect(hasSpfRules(record, RULES)).toBe(hasThem);
});

it.each(["v=spf1 include:one.example -all", "v=spf1 include:two.example -all", "v=spf1 -all"])(
  "%s has all of the rules after they are merged into it",
  (record) => {
    const merged = mergedSpf(record, RULES);
    expect(hasSpfRules(merged, RULES)).toBe(true);
    expect(merged).toMatch(/^v=spf1 .* -all$/);
  },
);

it("adds only the rules that the record lacks, because each one costs a query", () => {
  expect(mergedSpf("v=spf1 Include:one.example -all", RULES)).toBe(
    "v=spf1 include:two.example Include:one.example -all",
  );
});
