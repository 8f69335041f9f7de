import { expect, it } from "vitest";
import { wildcardName } from "#core/diagnosis/model/questions";
import { wildcardAnswer } from "#core/diagnosis/model/wildcard-answer";
import type { RecordType } from "#core/dns/observation";
import { contextOf, examinedOf, held } from "./model-fixture.ts";

const NAME = "a.example.com";
const AT = wildcardName(NAME, "example.com");

/** Looks for a wildcard with these values at the record's name and at the nonexistent name. */
function found(type: "CNAME" | "MX" | "TXT", other: RecordType, here: string[], there: string[]) {
  const observations = [held(NAME, other, ...here), held(AT, other, ...there)];
  return wildcardAnswer(examinedOf({ type }), contextOf(observations));
}

it.each([
  ["CNAME", "CNAME"],
  ["CNAME", "TXT"],
  ["CNAME", "A"],
  ["CNAME", "AAAA"],
  ["MX", "MX"],
  ["MX", "CNAME"],
  ["TXT", "TXT"],
  ["TXT", "CNAME"],
] as const)("finds, for a missing %s, a wildcard of type %s", (type, other) => {
  expect(found(type, other, ["b", "a"], ["a", "b"])).toEqual({ at: AT, type: other, seen: ["a", "b"] });
});

it.each([
  ["CNAME", "MX"],
  ["MX", "TXT"],
  ["TXT", "A"],
  ["TXT", "MX"],
] as const)("finds, for a missing %s, no wildcard of type %s", (type, other) => {
  expect(found(type, other, ["a"], ["a"])).toBeUndefined();
});

it.each([
  [[], []],
  [["a"], []],
  [[], ["a"]],
  [["a"], ["b"]],
  [["a", "b"], ["a"]],
])("finds no wildcard if the name has %j and the nonexistent name %j", (here, there) => {
  expect(found("TXT", "TXT", here, there)).toBeUndefined();
});

it("names the first type that both names share", () => {
  const names = [NAME, AT];
  const observations = [
    held(NAME, "CNAME", "own.example"),
    held(AT, "CNAME", "wild.example"),
    ...names.map((name) => held(name, "A", "192.0.2.1")),
    ...names.map((name) => held(name, "TXT", "text")),
  ];
  const answer = wildcardAnswer(examinedOf({ type: "CNAME" }), contextOf(observations));
  expect(answer).toEqual({ at: AT, type: "TXT", seen: ["text"] });
});
