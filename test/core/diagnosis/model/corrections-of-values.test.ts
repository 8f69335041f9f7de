import { describe, expect, it } from "vitest";
import { afterEdits, correctionOfValues, removal } from "#core/diagnosis/model/corrections";
import type { DnsAnswer, Observation, RecordType } from "#core/dns/observation";
import type { Edit } from "#core/records/correction";
import { answerOf, contextOf, examinedOf, NOW, observationOf } from "./model-fixture.ts";

const A = "a.example.com";

describe("correctionOfValues", () => {
  type Type = "CNAME" | "MX" | "TXT";

  /** Returns the edits in short: action, previous value, value and reason. */
  function editsOf(type: Type, seen: readonly string[], values: readonly string[]) {
    const examined = examinedOf({ type, values }, { seen, state: "wrong" });
    return correctionOfValues(examined, contextOf(), "required-value").map(
      ({ action, previous, value, because }) =>
        `${action} ${previous === undefined ? "" : `${previous} by `}${value} ${because}`,
    );
  }

  it.each<[Type, string[], string[], string[]]>([
    ["CNAME", ["x"], ["w"], ["replace x by w required-value"]],
    ["CNAME", [], ["w"], ["add w required-value"]],
    ["CNAME", ["w"], ["w"], ["keep w right-already"]],
    ["CNAME", ["x", "w"], ["w"], ["keep w right-already", "remove x required-value"]],
    ["CNAME", ["x", "y"], ["w"], ["replace x by w required-value", "remove y required-value"]],
    ["MX", ["5 w", "10 x"], ["w"], ["keep w right-already", "remove x required-value"]],
    ["MX", ["10 x"], ["v", "w"], ["replace x by v required-value", "add w required-value"]],
    [
      "MX",
      ["10 x", "20 w", "30 y", "40 z"],
      ["v", "w", "u"],
      [
        "keep w right-already",
        "replace x by v required-value",
        "replace y by u required-value",
        "remove z required-value",
      ],
    ],
    ["TXT", ["x"], ["w"], ["replace x by w required-value"]],
    ["TXT", [], [], []],
  ])("corrects the %s %j to %j", (type, seen, values, edits) => {
    expect(editsOf(type, seen, values)).toEqual(edits);
  });
});

it("names zone, host and reason of each corrected value", () => {
  const examined = examinedOf({ type: "MX", values: ["w", "v"], priority: 5 }, { seen: ["20 x"] });
  const fields = { type: "MX", name: A, zone: "example.com", because: "required-value" };
  expect(correctionOfValues(examined, contextOf(), "required-value")).toEqual([
    { ...fields, action: "replace", hostInZone: "a", priority: 20, value: "w", previous: "x" },
    { ...fields, action: "add", hostInZone: "the-host", value: "v", priority: 5, ttl: 3600 },
  ]);
});

const edit = (action: Edit["action"], type: RecordType = "TXT"): Edit => ({
  ...{ action, type, name: A, zone: "example.com", hostInZone: "a", value: "x", because: "only-one" },
});
const ttl = (seconds: number): DnsAnswer => ({ kind: "records", values: ["x"], ttl: seconds });
const negative = (seconds: number): DnsAnswer => ({
  ...{ kind: "absent", nxdomain: false, negativeTtl: seconds },
});
const silent: DnsAnswer = { kind: "unknown", reason: "timeout" };
const seen = (type: RecordType, ...answers: readonly DnsAnswer[]) =>
  observationOf(A, type, { authoritative: answers.map((one, index) => answerOf(`ns${index}`, one)) });

it("waits for nothing if no record changes", () => {
  expect(afterEdits([], contextOf())).toBeUndefined();
  expect(afterEdits([edit("keep")], contextOf([seen("TXT", ttl(60))]))).toBeUndefined();
});

it.each([
  ["was not asked", []],
  ["gave no usable answer", [seen("TXT", silent)]],
  ["was asked for another type", [seen("MX", ttl(60))]],
])("waits for the name servers if a changed record %s", (_, observations) => {
  expect(afterEdits([edit("add")], contextOf(observations))).toEqual({ waitFor: "name-servers" });
});

it.each<[string, Edit[], Observation[], number]>([
  ["the TTL of a record", [edit("replace")], [seen("TXT", ttl(60))], 60],
  ["the negative TTL of no record", [edit("add")], [seen("TXT", negative(90))], 90],
  ["the longest of all servers", [edit("remove")], [seen("TXT", ttl(60), silent, negative(90))], 90],
  [
    "the longest of all edits",
    [edit("remove", "MX"), edit("add")],
    [seen("MX", ttl(600)), seen("TXT", ttl(60))],
    600,
  ],
  [
    "no record that is kept",
    [edit("keep", "MX"), edit("add")],
    [seen("MX", ttl(600)), seen("TXT", ttl(60))],
    60,
  ],
  ["a TTL of zero", [edit("add")], [seen("TXT", ttl(0))], 0],
  ["a TTL of a week", [edit("add")], [seen("TXT", ttl(604_800))], 604_800],
  ["a week at most", [edit("add")], [seen("TXT", ttl(604_801))], 604_800],
])("waits until caches drop %s", (_, edits, observations, seconds) => {
  expect(afterEdits(edits, contextOf(observations))).toEqual({
    waitFor: "resolver-caches",
    until: NOW + seconds * 1000,
  });
});

it.each([
  ["NS", 172_800],
  ["MX", 600],
] as const)("waits for the registrar's list only after a change of %s", (type, seconds) => {
  const above = answerOf("registry", ttl(172_800));
  const observed = { ...seen(type, ttl(600)), delegation: { above, own: [] } };
  expect(afterEdits([edit("add", type)], contextOf([observed]))).toEqual({
    waitFor: "resolver-caches",
    until: NOW + seconds * 1000,
  });
});

describe("the zone of an edit", () => {
  const name = "x.b.example.com";
  const zoneOf = (observations: readonly Observation[], zones: readonly string[] = []) => {
    const examined = zones.map((zone) => examinedOf({}, { place: { zone, nameServers: [], host: "" } }));
    const held = { name, type: "TXT", value: "v" };
    const { zone, hostInZone } = removal(held, contextOf(observations, { examined }), "only-one");
    return `${hostInZone} in ${zone}`;
  };

  it("is the one in which the name was observed", () => {
    const observations = [
      observationOf("y.b.example.com", "TXT", { zone: "other.example" }),
      observationOf(name, "CNAME", { zone: "target.example", aliases: ["t.target.example"] }),
      observationOf(name, "MX", { zone: "b.example.com" }),
    ];
    expect(zoneOf(observations, ["example.com", name])).toBe("x in b.example.com");
  });

  it("is else the deepest examined zone that the name is in, else the domain", () => {
    const aliased = observationOf(name, "TXT", { zone: "target.example", aliases: ["t.target.example"] });
    const zones = ["example.com", "b.example.com", "longer.zone.example.com"];
    expect(zoneOf([aliased], zones)).toBe("x in b.example.com");
    expect(zoneOf([], ["b.example.com", name])).toBe("@ in x.b.example.com");
    expect(zoneOf([observationOf(name, "TXT")], ["longer.zone.example.com"])).toBe("x.b in example.com");
    expect(zoneOf([])).toBe("x.b in example.com");
  });
});
