import { describe, expect, it } from "vitest";
import { KnownZones } from "#adapters/dns/known-zones";
import { LIMITS } from "#adapters/dns/limits";
import { NameServers } from "#adapters/dns/name-servers";
import { createTtlMemory } from "#adapters/dns/ttl-memory";
import { startOf, type Zone, type Zones } from "#adapters/dns/zone";
import { createZones } from "#adapters/dns/zones";
import { fakeResolvers, type KnownAnswersOf, values } from "./fake-resolvers.ts";

const D = "oxford.example";

function zonesIn(known: KnownAnswersOf) {
  const { resolvers, asked } = fakeResolvers({
    [`NS ${D}`]: values(600, "a"),
    "A a": values(600, "192.0.2.1"),
    ...known,
  });
  const servers = new NameServers(resolvers, () => true, LIMITS);
  return { zones: createZones({ resolvers, known: resolvers, servers }, LIMITS), asked };
}

it.each([
  ["email.oxford.example", D],
  [D, D],
  ["a.b.oxford.co.uk", "oxford.co.uk"],
  ["_dmarc.oxford.co.uk", "oxford.co.uk"],
  // The suffix is private, so its owner may hold the names below it in one zone.
  ["shop.github.io", "github.io"],
  ["co.uk", undefined],
  ["example", undefined],
  ["", undefined],
  ["192.0.2.1", undefined],
])("the search for the zone of %j starts at %s", (name, start) => {
  expect(startOf(name)).toBe(start);
});

describe("the zones of one session", () => {
  it("are found once for all names of a domain, and not at all without a domain", async () => {
    const { zones, asked } = zonesIn({});
    expect(await zones.startFor(`email.${D}`)).toBe(await zones.startFor(D));
    expect(await zones.startFor("co.uk")).toEqual({ kind: "no-zone" });
    expect(asked).toEqual([`NS ${D}`, "A a"]);
  });

  it("include the lower zones, each once for a list of servers", async () => {
    const { zones, asked } = zonesIn({ "A b": values(60, "192.0.2.2") });
    const referral = (...names: string[]) => ({
      kind: "referral" as const,
      zone: `email.${D}`,
      names,
      glue: new Map([["a", ["192.0.2.9"]]]),
    });
    const below = await zones.below(referral("a", "b"));
    expect(below).toMatchObject({
      kind: "zone",
      name: `email.${D}`,
      servers: [{ addresses: ["192.0.2.9"] }, { addresses: ["192.0.2.2"] }],
      isKnown: true,
    });
    expect(await zones.below(referral("a", "b"))).toBe(below);
    expect(await zones.below(referral("a"))).not.toBe(below);
    expect(asked).toEqual(["A b"]);
  });
});

describe("the zones of a process", () => {
  const MINUTE = 100;
  const zone = (keptSeconds?: number): Zone => ({
    kind: "zone",
    name: D,
    servers: [],
    isKnown: true,
    ...(keptSeconds !== undefined && { keptSeconds }),
  });

  function knownZones(found: Zone | { readonly kind: "no-zone" }) {
    const memory = createTtlMemory<Zone>(9);
    const asked: string[] = [];
    const find = (): Zones => {
      asked.push("session");
      return {
        startFor: (name) => {
          asked.push(name);
          return found;
        },
        below: async ({ zone: name }) => ({ ...zone(), name }),
      };
    };
    return { at: (minute: number) => new KnownZones(memory, minute, find), asked };
  }

  it("are kept for their time, by the names that were asked for, too", async () => {
    const found = zone(120);
    const { at, asked } = knownZones(found);
    for (const minute of [MINUTE, MINUTE + 1]) {
      for (const name of [`email.${D}`, D, `email.${D}`]) expect(await at(minute).startFor(name)).toBe(found);
    }
    expect(asked).toEqual(["session", D]);
    await at(MINUTE + 2).startFor(`email.${D}`);
    expect(asked).toEqual(["session", D, "session", D]);
  });

  it.each([
    ["must be found again", zone()],
    ["was not found", { kind: "no-zone" } as const],
  ])("do not include one that %s", async (_, found) => {
    const { at, asked } = knownZones(found);
    for (let turn = 0; turn < 2; turn += 1) expect(await at(MINUTE).startFor(D)).toBe(found);
    expect(asked).toEqual(["session", D, "session", D]);
  });

  it("need no search for a name without a domain, and one search for all that a probe asks", async () => {
    const { at, asked } = knownZones(zone());
    const probe = at(MINUTE);
    expect(await probe.startFor("co.uk")).toEqual({ kind: "no-zone" });
    expect(asked).toEqual([]);
    await probe.startFor(D);
    const below = await probe.below({ kind: "referral", zone: `email.${D}`, names: [], glue: new Map() });
    expect(below.name).toBe(`email.${D}`);
    expect(asked).toEqual(["session", D]);
  });
});
