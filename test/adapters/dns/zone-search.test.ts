import { describe, expect, it } from "vitest";
import type { AskAbove, ListedAbove } from "#adapters/dns/delegations";
import { LIMITS } from "#adapters/dns/limits";
import { NameServers } from "#adapters/dns/name-servers";
import type { RecursiveResolvers } from "#adapters/dns/recursive-resolvers";
import { ZoneSearch } from "#adapters/dns/zone-search";
import type { UnknownReason } from "#core/dns/observation";
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
const ABOVE = "city.example";
const ADDRESSES = {
  "A a": values(300, "192.0.2.1"),
  "A b": values(200, "192.0.2.2"),
  "A c": values(900, "192.0.2.3"),
};
const ABOVE_NS = { [`NS ${ABOVE}`]: values(900, "c") };
const REPLY = { server: "c", address: "192.0.2.3", answer: values(0, "a", "b") } as const;

const serverAt = (name: string, last: number, keptSeconds: number) => ({
  name,
  addresses: [`192.0.2.${last}`],
  reason: "no-name-server",
  keptSeconds,
});

function searchIn(
  known: KnownAnswersOf,
  options: { askAbove?: AskAbove; more?: Partial<RecursiveResolvers> } = {},
) {
  const { resolvers, asked } = fakeResolvers({ ...ADDRESSES, ...known }, options.more);
  const servers = new NameServers(resolvers, () => true, LIMITS);
  return {
    search: new ZoneSearch({ resolvers, known: resolvers, servers }, LIMITS, options.askAbove),
    asked,
  };
}

const zoneOf = (known: KnownAnswersOf, options?: Parameters<typeof searchIn>[1]) =>
  searchIn(known, options).search.of(D);

describe("a domain's zone", () => {
  it("is the domain with its servers, kept for the shortest of all TTLs", async () => {
    const zone = {
      kind: "zone",
      name: D,
      servers: [serverAt("a", 1, 300), serverAt("b", 2, 200)],
      isKnown: true,
    };
    expect(await zoneOf({ [`NS ${D}`]: values(250, "a", "b") })).toEqual({ ...zone, keptSeconds: 200 });
    expect(await zoneOf({ [`NS ${D}`]: values(150, "a", "b") })).toEqual({ ...zone, keptSeconds: 150 });
  });

  it("is not kept if the address of one of its servers is unknown", async () => {
    const zone = await zoneOf({ [`NS ${D}`]: values(250, "a", "x"), "A x": NXDOMAIN, "AAAA x": NXDOMAIN });
    expect(zone).toMatchObject({ kind: "zone", servers: [{ name: "a" }, { name: "x", addresses: [] }] });
    expect(zone).not.toHaveProperty("keptSeconds");
  });

  it("has broken signatures if the resolvers name its servers only without their check, and is not kept", async () => {
    const zone = await zoneOf({ [`NS ${D}`]: SERVFAIL, [`unchecked NS ${D}`]: values(250, "a") });
    expect(zone).toMatchObject({ kind: "zone", name: D, dnssec: "broken" });
    expect(zone).not.toHaveProperty("keptSeconds");
    expect(await zoneOf({ [`NS ${D}`]: values(250, "a") })).not.toHaveProperty("dnssec");
  });

  it("is the zone that holds the domain, if that is none", async () => {
    const { search, asked } = searchIn({ [`NS ${D}`]: nodataIn("example"), "NS example": values(250, "b") });
    expect(await search.of(D)).toMatchObject({ kind: "zone", name: "example", servers: [{ name: "b" }] });
    expect(asked).toEqual([`NS ${D}`, "NS example", "A b"]);
  });

  it("is what a second resolver says after the first denied the domain", async () => {
    const denied = { [`NS ${D}`]: NXDOMAIN };
    expect(await zoneOf({ ...denied, [`elsewhere NS ${D}`]: values(250, "a") })).toMatchObject({ name: D });
    expect(await zoneOf({ ...denied, [`elsewhere NS ${D}`]: NXDOMAIN })).toMatchObject({ kind: "no-zone" });
    expect(await zoneOf(denied)).toMatchObject({ kind: "no-zone", resolver: { answer: NXDOMAIN } });
  });
});

describe("no zone", () => {
  it.each<[string, KnownAnswersOf[string]]>([
    ["denies its records without a zone", NODATA],
    ["names the domain itself as the zone", nodataIn(D)],
    ["knows no resolver to ask", { kind: "unknown", reason: "no-name-server" }],
  ])("is found without name servers: the resolver %s", async (_, answer) => {
    const { search, asked } = searchIn({ [`NS ${D}`]: answer, ...ABOVE_NS });
    expect(await search.of(D)).toEqual({
      kind: "no-zone",
      resolver: {
        server: "resolver",
        address: "192.0.2.53",
        answer: { kind: "unknown", reason: "no-name-server" },
      },
    });
    expect(asked).toEqual([`NS ${D}`]);
  });

  it("is found below a name that does not exist, whatever zone the denial names", async () => {
    const { search, asked } = searchIn({
      [`NS ${D}`]: { answer: NXDOMAIN, enclosingZone: "example" },
      "NS example": values(250, "b"),
    });
    expect(await search.of(D)).toMatchObject({ kind: "no-zone", resolver: { answer: NXDOMAIN } });
    expect(asked).toEqual([`NS ${D}`]);
  });

  it("is found once the budget is spent, and nothing else is asked", async () => {
    const { search, asked } = searchIn(ABOVE_NS);
    expect(await search.of(D)).toMatchObject({ resolver: { answer: { reason: "over-budget" } } });
    expect(asked).toEqual([`NS ${D}`]);
  });
});

describe("the parent zone", () => {
  it.each<UnknownReason>(["servfail", "timeout", "refused", "malformed"])(
    "is asked for a domain of which the resolvers know nothing: %s",
    async (reason) => {
      const answer = { kind: "unknown", reason } as const;
      const known = { [`NS ${D}`]: answer, [`unchecked NS ${D}`]: SERVFAIL, ...ABOVE_NS };
      expect(await zoneOf(known)).toEqual({
        kind: "zone",
        name: ABOVE,
        servers: [serverAt("c", 3, 900)],
        isKnown: true,
        insteadOf: {
          domain: D,
          resolver: { server: "resolver", address: "192.0.2.53", answer, aliases: [] },
        },
      });
    },
  );

  it("is unknown if no resolver names it", async () => {
    const known = { [`NS ${D}`]: SERVFAIL, [`unchecked NS ${D}`]: SERVFAIL, [`NS ${ABOVE}`]: SERVFAIL };
    expect(await zoneOf(known)).toMatchObject({ kind: "no-zone", resolver: { answer: SERVFAIL } });
  });
});

describe("a test server", () => {
  const more = { testServer: () => ({ address: "127.0.0.1", port: 5353 }) };
  const itself = { name: "127.0.0.1", addresses: ["127.0.0.1"], reason: "no-name-server" };

  it.each<[string, KnownAnswersOf[string]]>([
    ["fails for", SERVFAIL],
    ["names no servers of", NODATA],
  ])("is asked itself about a domain that it %s", async (_, answer) => {
    const known = { [`NS ${D}`]: answer, [`unchecked NS ${D}`]: SERVFAIL, ...ABOVE_NS };
    expect(await zoneOf(known, { more })).toEqual({
      kind: "zone",
      name: D,
      servers: [itself],
      isKnown: false,
    });
  });

  it("is not asked about a domain that it denies", async () => {
    expect(await zoneOf({ [`NS ${D}`]: NXDOMAIN }, { more })).toMatchObject({ kind: "no-zone" });
  });
});

describe("the list of the zone above", () => {
  const listing = (names: readonly string[], glue: ListedAbove["glue"] = new Map()): AskAbove => {
    return async () => ({ names, glue, reply: REPLY });
  };
  const own = { [`NS ${D}`]: values(250, "a"), ...ABOVE_NS };

  it("adds the servers that the domain's own list lacks, with the addresses in it", async () => {
    const glue = new Map([["b", ["192.0.2.99"]]]);
    expect(await zoneOf(own, { askAbove: listing(["a", "b"], glue) })).toMatchObject({
      servers: [
        { name: "a", addresses: ["192.0.2.1"] },
        { name: "b", addresses: ["192.0.2.99"] },
      ],
      delegation: { above: REPLY, own: ["a"] },
    });
  });

  it("is asked of the zone above that domain", async () => {
    const asked: unknown[] = [];
    const askAbove: AskAbove = async (...question) => void asked.push(...question);
    const zone = await zoneOf(own, { askAbove });
    expect(asked).toEqual([D, { name: ABOVE, servers: ["c"] }]);
    expect(zone).not.toHaveProperty("delegation");
    expect(zone).toMatchObject({ servers: [{ name: "a" }], keptSeconds: 250 });
  });

  it("is asked of no zone if none is found above", async () => {
    const askAbove: AskAbove = () => Promise.reject(new Error("asked"));
    const zone = await zoneOf({ ...own, [`NS ${ABOVE}`]: SERVFAIL }, { askAbove });
    expect(zone).toMatchObject({ name: D });
  });

  it("has no part in the zone that holds a domain without a zone", async () => {
    const known = { ...own, [`NS ${D}`]: nodataIn("example"), "NS example": values(250, "b") };
    const zone = await zoneOf(known, { askAbove: listing(["a"]) });
    expect(zone).toMatchObject({ name: "example", servers: [{ name: "b" }] });
    expect(zone).not.toHaveProperty("delegation");
  });

  it("makes no more servers than eight in all", async () => {
    const many = (prefix: string) => Array.from({ length: 6 }, (_, n) => `${prefix}${n}`);
    const addresses = Object.fromEntries(
      [...many("x"), ...many("y")].map((name) => [`A ${name}`, values(9, "192.0.2.9")]),
    );
    const known = { ...own, ...addresses, [`NS ${D}`]: values(250, ...many("x")) };
    const zone = await zoneOf(known, { askAbove: listing(many("y")) });
    const names = zone.kind === "zone" && zone.servers.map(({ name }) => name);
    expect(names).toEqual([...many("x"), "y0", "y1"]);
  });
});
