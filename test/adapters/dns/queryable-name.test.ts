import { expect, it } from "vitest";
import { isQueryable } from "#adapters/dns/queryable-name";

const LABEL = "x".repeat(63);
const LONGEST = [LABEL, LABEL, LABEL, "x".repeat(61)].join(".");

it.each(["example", "a.b", "_dmarc.oxford.example", "!.~", LABEL, `a.${LABEL}`, LONGEST])(
  "a query can contain %s",
  (name) => {
    expect(isQueryable(name)).toBe(true);
  },
);

it.each([
  "",
  ".",
  "a.",
  ".a",
  "a..b",
  "a b",
  "a\x1f",
  "a\x7f",
  "é",
  `${LABEL}x`,
  `a.${LABEL}x.b`,
  `${LONGEST}x`,
])("no query can contain %j", (name) => {
  expect(isQueryable(name)).toBe(false);
});
