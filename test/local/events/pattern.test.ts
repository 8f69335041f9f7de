import { expect, it } from "vitest";
import { eventPattern, matchesPattern } from "../../../infra/local/events/pattern.ts";

const event = {
  source: "aws.states",
  detail: { status: "FAILED", name: "onb_1", tags: ["a", "b"], gone: null },
};

it.each([
  ["one of the values", { source: ["aws.ses", "aws.states"] }, true],
  ["none of the values", { source: ["aws.ses"] }, false],
  ["a nested field", { detail: { status: ["FAILED"] } }, true],
  ["every field", { source: ["aws.states"], detail: { status: ["SUCCEEDED"] } }, false],
  ["a prefix", { detail: { name: [{ prefix: "onb_" }] } }, true],
  ["another prefix", { detail: { name: [{ prefix: "prj_" }] } }, false],
  ["one entry of a list", { detail: { tags: ["b"] } }, true],
  ["null", { detail: { gone: [null] } }, true],
  ["a field that is absent", { detail: { absent: ["x"] } }, false],
  ["a field below a text", { source: { deeper: ["x"] } }, false],
])("matches by %s", (_, pattern, expected) => {
  expect(matchesPattern(eventPattern.parse(pattern), event)).toBe(expected);
});

it.each([[{ a: [{ "anything-but": "x" }] }], [{ a: [] }], [{ a: "text" }]])("refuses %j", (pattern) => {
  expect(eventPattern.safeParse(pattern).success).toBe(false);
});
