import { expect, it } from "vitest";
import { findZoneAbove } from "#adapters/dns/delegations";
import {
  fakeResolvers,
  type KnownAnswersOf,
  NODATA,
  NXDOMAIN,
  nodataIn,
  SERVFAIL,
  values,
} from "./fake-resolvers.ts";

const D = "oxford.city.example";
const CITY = values(60, "a", "b", "c");

const above = async (known: KnownAnswersOf) => {
  const { resolvers, asked } = fakeResolvers(known);
  return { zone: await findZoneAbove(D, resolvers), asked };
};

it("is the zone of the next label, with two of its servers", async () => {
  expect(await above({ "NS city.example": CITY })).toEqual({
    zone: { name: "city.example", servers: ["a", "b"] },
    asked: ["NS city.example"],
  });
});

it("is the zone of the next label also if the answer comes with the SOA of another zone", async () => {
  const { zone, asked } = await above({ "NS city.example": { answer: CITY, enclosingZone: "example" } });
  expect(zone?.name).toBe("city.example");
  expect(asked).toEqual(["NS city.example"]);
});

it("is the zone that holds the next label, if that is no zone", async () => {
  expect(await above({ "NS city.example": nodataIn("example"), "NS example": values(60, "a") })).toEqual({
    zone: { name: "example", servers: ["a"] },
    asked: ["NS city.example", "NS example"],
  });
});

it("is the top-level domain of a name directly below it", async () => {
  const { resolvers } = fakeResolvers({ "NS example": values(60, "a") });
  expect(await findZoneAbove("oxford.example", resolvers)).toEqual({ name: "example", servers: ["a"] });
});

it.each<[string, KnownAnswersOf[string]]>([
  ["the resolver fails", SERVFAIL],
  ["the resolver denies the next label without a zone", NODATA],
  ["the next label is a zone without name servers", nodataIn("city.example")],
])("is unknown if %s, and nothing else is asked", async (_, answer) => {
  expect(await above({ "NS city.example": answer })).toEqual({ zone: undefined, asked: ["NS city.example"] });
});

it("is unknown if the zone that holds the next label has no servers either", async () => {
  expect(
    (await above({ "NS city.example": nodataIn("example"), "NS example": NXDOMAIN })).zone,
  ).toBeUndefined();
});
