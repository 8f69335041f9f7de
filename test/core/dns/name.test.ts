import { expect, it } from "vitest";
import { canonicalName } from "#core/dns/name";

it.each([
  ["Email.Example.COM.", "email.example.com"],
  ["example.com", "example.com"],
  ["c.", "c"],
  [".", "."],
  ["", ""],
])("compares %j as %j", (name, canonical) => {
  expect(canonicalName(name)).toBe(canonical);
});
