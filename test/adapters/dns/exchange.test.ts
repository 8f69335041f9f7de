import { expect, it } from "vitest";
import { isWorthAnother } from "#adapters/dns/exchange";
import type { UnknownReason } from "#core/dns/observation";

it.each<[UnknownReason, boolean]>([
  ["timeout", true],
  ["malformed", true],
  ["refused", false],
  ["servfail", false],
  ["lame", false],
  ["over-budget", false],
])("a server that gave no answer (%s) is asked once more: %s", (reason, isAsked) => {
  expect(isWorthAnother({ kind: "unknown", reason })).toBe(isAsked);
});
