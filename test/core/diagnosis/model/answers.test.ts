import { expect, it } from "vitest";
import { gather, valuesOf } from "#core/diagnosis/model/answers";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import { answerOf, held, observationOf, records } from "./model-fixture.ts";

const A = "a.example.com";
const NONE: DnsAnswer = { kind: "absent", nxdomain: false, negativeTtl: 60 };
const GONE: DnsAnswer = { kind: "absent", nxdomain: true, negativeTtl: 60 };
const SILENT: DnsAnswer = { kind: "unknown", reason: "timeout" };

/** An observation of one answer for each server. */
function from(answers: Readonly<Record<string, DnsAnswer>>, said: Partial<Observation> = {}): Observation {
  const authoritative = Object.entries(answers).map(([server, answer]) => answerOf(server, answer));
  return observationOf(A, "TXT", { authoritative, ...said });
}

it("finds an observation by name and type, in any letter case", () => {
  const [text, mx] = [held("A.example.com.", "TXT", "t"), held(A, "MX", "10 m")];
  const seen = gather([text, mx]);
  expect(seen.of(A, "TXT")).toBe(text);
  expect(seen.of("a.EXAMPLE.com.", "MX")).toBe(mx);
  expect(seen.of(A, "CNAME")).toBeUndefined();
  expect(seen.of("b.example.com", "TXT")).toBeUndefined();
});

it.each([
  [{}, []],
  [{ one: NONE }, []],
  [{ one: SILENT }, []],
  [{ one: records("x") }, ["x"]],
  [{ one: records("x"), two: records("x") }, ["x"]],
  [{ one: records("y", "x") }, ["x", "y"]],
  [{ one: records("z", "x"), two: records("y", "x"), three: NONE }, ["x", "y", "z"]],
])("returns the values of %j, each once and in order", (answers, values) => {
  expect(gather([from(answers)]).values(A, "TXT")).toEqual(values);
});

it("returns no values that nobody asked for, or that only resolvers hold", () => {
  expect(gather([]).values(A, "TXT")).toEqual([]);
  const observation = observationOf(A, "TXT", { recursive: [answerOf("r", records("x"))] });
  expect(gather([observation]).values(A, "TXT")).toEqual([]);
});

it.each([
  [{}, false],
  [{ one: SILENT }, false],
  [{ one: NONE }, true],
  [{ one: records("x") }, true],
  [{ one: SILENT, two: GONE }, true],
])("sees whether %j is a usable answer: %s", (answers, isKnown) => {
  expect(gather([from(answers)]).isKnown(A, "TXT")).toBe(isKnown);
});

it.each([
  ["A", GONE, true],
  ["TXT", GONE, true],
  ["MX", GONE, false],
  ["A", NONE, false],
  ["TXT", records("x"), false],
  ["A", SILENT, false],
] as const)("sees whether a name is gone by a resolver's answer for %s, %j: %s", (type, answer, isGone) => {
  const observation = observationOf(A, type, { recursive: [answerOf("r", answer)] });
  expect(gather([observation]).isGone(A)).toBe(isGone);
});

it("sees that a name is gone by one resolver of several, and not by name servers", () => {
  const recursive = [answerOf("r", SILENT), answerOf("s", GONE)];
  expect(gather([observationOf(A, "A", { recursive })]).isGone(A)).toBe(true);
  expect(gather([from({ one: GONE })]).isGone(A)).toBe(false);
  expect(gather([]).isGone(A)).toBe(false);
});

it("returns all observations, each once, with those of one name and type merged", () => {
  const [first, mx, second] = [from({ one: NONE }), held(A, "MX", "10 m"), from({ two: NONE })];
  const seen = gather([first, mx, second]);
  expect(seen.all()).toEqual([from({ one: NONE, two: NONE }), mx]);
  expect(seen.all()[0]).toBe(seen.of(A, "TXT"));
  expect(gather([]).all()).toEqual([]);
});

it.each([
  [
    "a later answer replaces an earlier one",
    { one: records("x") },
    { one: records("y") },
    { one: records("y") },
  ],
  ["no answer replaces none", { one: records("x") }, { one: SILENT }, { one: records("x") }],
  ["an answer replaces no answer", { one: SILENT }, { one: NONE }, { one: NONE }],
  ["no answer of another server counts", { one: NONE }, { two: SILENT }, { one: NONE, two: SILENT }],
])("merges the servers' answers: %s", (_, earlier, later, both) => {
  expect(gather([from(earlier), from(later)]).of(A, "TXT")).toEqual(from(both));
});

it("merges the resolvers' answers in the same way", () => {
  const said = (answer: DnsAnswer) => observationOf(A, "TXT", { recursive: [answerOf("r", answer)] });
  expect(gather([said(records("x")), said(NONE)]).of(A, "TXT")).toEqual(said(NONE));
  expect(gather([said(NONE), said(SILENT)]).of(A, "TXT")).toEqual(said(NONE));
});

it("merges the name servers, each once", () => {
  const said = (...nameServers: readonly string[]) => observationOf(A, "TXT", { nameServers });
  expect(gather([said("b", "a"), said("c", "b")]).of(A, "TXT")).toEqual(said("b", "a", "c"));
});

it.each([
  ["unknown", "no", "no"],
  ["unknown", "yes", "yes"],
  ["yes", "no", "yes"],
  ["no", "unknown", "no"],
] as const)("merges that the zone exists, %s and then %s, to %s", (earlier, later, both) => {
  const said = (zoneExists: Observation["zoneExists"]) => observationOf(A, "TXT", { zoneExists });
  expect(gather([said(earlier), said(later)]).of(A, "TXT")).toEqual(said(both));
});

it("takes the further facts of the observation that followed more CNAMEs, else of the earlier one", () => {
  const short = observationOf(A, "TXT", { zone: "short.example", delegatedIn: "s.example", aliases: ["b"] });
  const long = observationOf(A, "TXT", { zone: "long.example", dnssec: "broken", aliases: ["b", "c"] });
  const merged = { ...long, delegatedIn: "s.example" };
  expect(gather([short, long]).of(A, "TXT")).toEqual(merged);
  expect(gather([long, short]).of(A, "TXT")).toEqual(merged);
  const other = observationOf(A, "TXT", { zone: "other.example", aliases: ["d"] });
  expect(gather([short, other]).of(A, "TXT")).toEqual(short);
});

it.each([
  [records("x", "y"), ["x", "y"]],
  [NONE, []],
  [SILENT, []],
])("returns the values of the answer %j", (answer, values) => {
  expect(valuesOf(answer)).toEqual(values);
});
