import { describe, expect, it } from "vitest";
import {
  adding,
  addition,
  keeping,
  placing,
  removal,
  replacement,
  undelegation,
  zoneAbove,
} from "#core/diagnosis/model/corrections";
import { wildcardName } from "#core/diagnosis/model/questions";
import { contextOf, examinedOf, held, observationOf } from "./model-fixture.ts";

const A = "a.example.com";
/** The fields of the record `a` in its zone. */
const AT = { name: A, zone: "example.com", hostInZone: "a" };
const CONTEXT = contextOf();
const BECAUSE = "only-one";
const TEXT = { name: A, type: "TXT", value: "held" };

/** A record that is examined in this zone. */
function inZone(zone: string) {
  return examinedOf({}, { place: { zone, nameServers: [], host: "" } });
}

describe("addition", () => {
  const added = { action: "add", name: A, zone: "example.com", hostInZone: "the-host", ttl: 3600 };

  it("adds each value of a record", () => {
    expect(addition(examinedOf({ values: ["x", "y"] }), "required")).toEqual([
      { ...added, type: "TXT", value: "x", because: "required" },
      { ...added, type: "TXT", value: "y", because: "required" },
    ]);
    expect(addition(examinedOf({ values: [] }), "required")).toEqual([]);
  });

  it.each([
    [{ priority: 5 }, 5],
    [{ priority: 0 }, 0],
    [{}, 10],
  ])("adds an MX of %j with the preference %d", (said, priority) => {
    const examined = examinedOf({ type: "MX", values: ["m.example"], ...said });
    expect(addition(examined, "read-here")).toEqual([
      { ...added, type: "MX", value: "m.example", priority, because: "read-here" },
    ]);
  });

  it("adds other records without a preference", () => {
    expect(addition(examinedOf({ priority: 5 }), "required")).toEqual([
      { ...added, type: "TXT", value: "wanted", because: "required" },
    ]);
  });
});

describe("placing", () => {
  const cname = examinedOf({ type: "CNAME", values: ["t.example"] });
  const removed = (type: string, value: string) =>
    ({ action: "remove", type, ...AT, value, because: "cname-stands-alone" }) as const;

  it("removes what stands beside a CNAME first", () => {
    const observations = [
      held(A, "TXT", "x", "y"),
      held(A, "A", "192.0.2.1"),
      held(A, "AAAA", "2001:db8::1"),
      held(A, "MX", "10 m.example"),
    ];
    expect(placing(cname, contextOf(observations), "required")).toEqual([
      removed("TXT", "x"),
      removed("TXT", "y"),
      removed("A", "192.0.2.1"),
      removed("AAAA", "2001:db8::1"),
      ...addition(cname, "required"),
    ]);
  });

  it("removes nothing that a wildcard answers", () => {
    const wildcard = held(wildcardName(A, "example.com"), "TXT", "x");
    expect(placing(cname, contextOf([held(A, "TXT", "x", "y"), wildcard]), "required")).toEqual([
      removed("TXT", "y"),
      ...addition(cname, "required"),
    ]);
  });

  it("removes nothing that was found behind a CNAME", () => {
    const text = { ...held(A, "TXT", "x"), aliases: ["b.example.com"] };
    expect(placing(cname, contextOf([text]), "required")).toEqual(addition(cname, "required"));
  });

  it("removes nothing beside a TXT", () => {
    const context = contextOf([held(A, "A", "192.0.2.1"), held(A, "TXT", "x")]);
    expect(placing(examinedOf(), context, "required")).toEqual(addition(examinedOf(), "required"));
  });
});

describe("zoneAbove", () => {
  it("is the zone that delegated the name", () => {
    const context = contextOf(
      [
        observationOf("x.b.example.com", "TXT", { zone: "b.example.com", delegatedIn: "wrong.example" }),
        observationOf("y.a.example.com", "MX", { zone: A }),
        observationOf("z.a.example.com", "TXT", { zone: A, delegatedIn: "up.example.com" }),
      ],
      { examined: [inZone("example.com")] },
    );
    expect(zoneAbove(A, context)).toBe("up.example.com");
  });

  it("is else the deepest examined zone above the name, else the domain", () => {
    const name = "x.b.c.example.com";
    const zones = ["c.example.com", "b.c.example.com", "example.com", name, "long.other.zone.example.com"];
    expect(zoneAbove(name, contextOf([], { examined: zones.map(inZone) }))).toBe("b.c.example.com");
    expect(zoneAbove(name, contextOf([], { examined: [inZone(name)] }))).toBe("example.com");
    expect(zoneAbove(name, contextOf())).toBe("example.com");
  });
});

it("removes each server of a delegation from the zone above", () => {
  const context = contextOf([observationOf(A, "TXT", { zone: A, delegatedIn: "example.com" })]);
  const removed = { action: "remove", type: "NS", ...AT, because: "answering-zone" };
  expect(undelegation(A, ["ns1.x.example", "ns2.x.example"], context, "answering-zone")).toEqual([
    { ...removed, value: "ns1.x.example" },
    { ...removed, value: "ns2.x.example" },
  ]);
  expect(undelegation(A, [], context, "answering-zone")).toEqual([]);
});

it("adds a record with a TTL", () => {
  expect(adding(TEXT, CONTEXT, BECAUSE)).toEqual({
    ...{ action: "add", type: "TXT", ...AT, value: "held", ttl: 3600, because: BECAUSE },
  });
});

it("removes and keeps a record", () => {
  expect(removal(TEXT, CONTEXT, BECAUSE)).toEqual({
    action: "remove",
    type: "TXT",
    ...AT,
    value: "held",
    because: BECAUSE,
  });
  expect(keeping(TEXT, CONTEXT, BECAUSE)).toEqual({
    action: "keep",
    type: "TXT",
    ...AT,
    value: "held",
    because: BECAUSE,
  });
});

it("replaces the value and names the previous one", () => {
  expect(replacement(TEXT, "new", CONTEXT, BECAUSE)).toStrictEqual({
    ...{ action: "replace", type: "TXT", ...AT, value: "new", previous: "held", because: BECAUSE },
  });
});

it("keeps the preference of an MX apart from its value", () => {
  const mx = { name: A, type: "MX", value: "20 M.x.example." };
  expect(removal(mx, CONTEXT, BECAUSE)).toEqual({
    ...{ action: "remove", type: "MX", ...AT, value: "m.x.example", priority: 20, because: BECAUSE },
  });
  expect(replacement(mx, "new.example", CONTEXT, BECAUSE)).toEqual({
    ...{ action: "replace", type: "MX", ...AT, value: "new.example", previous: "m.x.example" },
    ...{ priority: 20, because: BECAUSE },
  });
});

it.each([
  ["TXT", "20 Text."],
  ["MX", "M.x.example."],
  ["MX", "x20 m.example"],
])("leaves the value of a %s %j as it is", (type, value) => {
  expect(removal({ name: A, type, value }, CONTEXT, BECAUSE)).toEqual({
    ...{ action: "remove", type, ...AT, value, because: BECAUSE },
  });
});
