import { expect, it } from "vitest";
import { atRegistrar, haveSameServers, listsOf } from "#core/diagnosis/model/delegation";
import type { DnsAnswer } from "#core/dns/observation";
import { answerOf, contextOf, observationOf, records } from "./model-fixture.ts";

/** An observation of a zone's delegation, as the zone above answered it. */
function delegated(zone: string, answer: DnsAnswer, own: readonly string[] = ["ns1.x.example"]) {
  const above = answerOf("a.registry.example", answer);
  return observationOf(zone, "MX", { zone, delegation: { above, own } });
}

it("finds the lists at the registrar and in the zone", () => {
  const context = contextOf([
    observationOf("example.com", "TXT", { zone: "example.com" }),
    delegated("sub.example.com", records("ns9.x.example")),
    delegated("example.com", records("ns1.x.example", "ns2.x.example")),
  ]);
  expect(listsOf(context)).toEqual({
    zone: "example.com",
    above: ["ns1.x.example", "ns2.x.example"],
    own: ["ns1.x.example"],
  });
});

it.each([
  ["was not asked", [observationOf("example.com", "MX", { zone: "example.com" })]],
  ["was asked about another zone", [delegated("sub.example.com", records("ns1.x.example"))]],
  ["did not answer", [delegated("example.com", { kind: "unknown", reason: "timeout" })]],
  ["has none", [delegated("example.com", { kind: "absent", nxdomain: false, negativeTtl: 60 })]],
  ["is not known", []],
])("finds no lists if the zone above %s", (_, observations) => {
  expect(listsOf(contextOf(observations))).toBeUndefined();
});

it.each([
  [["a", "b"], ["b", "a"], true],
  [["a", "a"], ["a"], true],
  [[], [], true],
  [["a", "b"], ["a"], false],
  [["a"], ["a", "b"], false],
  [["a"], ["b"], false],
])("compares the servers %j and %j", (above, own, areSame) => {
  expect(haveSameServers({ zone: "example.com", above, own })).toBe(areSame);
});

it("takes lists that are not known for the same", () => {
  expect(haveSameServers(undefined)).toBe(true);
});

it.each(["add", "remove"] as const)("makes an edit in the zone above to %s a server", (action) => {
  expect(atRegistrar(action, "example.co.uk", "ns1.x.example", "zone-lists-it")).toEqual({
    action,
    type: "NS",
    name: "example.co.uk",
    zone: "co.uk",
    hostInZone: "example",
    value: "ns1.x.example",
    because: "zone-lists-it",
  });
});
