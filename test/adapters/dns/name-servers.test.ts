import { describe, expect, it } from "vitest";
import { LIMITS, type Limits } from "#adapters/dns/limits";
import { NameServers } from "#adapters/dns/name-servers";
import { fakeResolvers, type KnownAnswersOf, NODATA, NXDOMAIN, SERVFAIL, values } from "./fake-resolvers.ts";

const IPV6 = "2001:db8::1";
const NO_GLUE = new Map<string, readonly string[]>();

interface Options {
  readonly limits?: Partial<Limits>;
  readonly testServer?: string;
}

/** Name servers of which all may be asked but those in the network 10. */
function serversIn(known: KnownAnswersOf, { limits, testServer }: Options = {}) {
  const endpoint = testServer === undefined ? undefined : { address: testServer, port: 5353 };
  const { resolvers, asked } = fakeResolvers(known, { testServer: () => endpoint });
  const servers = new NameServers(resolvers, (address) => !address.startsWith("10."), {
    ...LIMITS,
    ...limits,
  });
  return { servers, asked };
}

const find = (known: KnownAnswersOf, options?: Options) => serversIn(known, options).servers.find("ns");

describe("a name server", () => {
  it("is asked at its IPv4 addresses, kept for their TTL", async () => {
    const { servers, asked } = serversIn({ "A ns": values(120, "192.0.2.1", "192.0.2.2", "192.0.2.3") });
    expect(await servers.find("ns")).toEqual({
      name: "ns",
      addresses: ["192.0.2.1", "192.0.2.2"],
      reason: "no-name-server",
      keptSeconds: 120,
    });
    expect(asked).toEqual(["A ns"]);
  });

  it.each<[string, KnownAnswersOf[string], number]>([
    ["it has no IPv4 address", NODATA, 90],
    ["its IPv4 address is unknown", { kind: "unknown", reason: "timeout" }, 90],
    ["its IPv4 address may not be asked", values(60, "10.0.0.1"), 60],
  ])("is asked at its IPv6 address if %s, kept for the shorter TTL", async (_, ipv4, keptSeconds) => {
    expect(await find({ "A ns": ipv4, "AAAA ns": values(90, IPV6) })).toMatchObject({
      addresses: [IPV6],
      keptSeconds,
    });
  });

  it.each<[string, KnownAnswersOf, object]>([
    ["no address", { "A ns": NXDOMAIN, "AAAA ns": NODATA }, { reason: "no-name-server" }],
    [
      "an unknown IPv4 address",
      { "A ns": { kind: "unknown", reason: "timeout" }, "AAAA ns": NODATA },
      { reason: "timeout" },
    ],
    [
      "an unknown IPv6 address",
      { "A ns": NODATA, "AAAA ns": { kind: "unknown", reason: "refused" } },
      { reason: "refused" },
    ],
    [
      "a refused address",
      { "A ns": values(60, "10.0.0.1", "10.0.0.2"), "AAAA ns": NODATA },
      { reason: "forbidden-address", refused: "10.0.0.1" },
    ],
  ])("with %s is not asked, and not kept", async (_, known, why) => {
    expect(await find(known)).toStrictEqual({ name: "ns", addresses: [], ...why });
  });

  it("is found without the check of signatures if that check fails", async () => {
    expect(await find({ "A ns": SERVFAIL, "unchecked A ns": values(60, "192.0.2.1") })).toMatchObject({
      addresses: ["192.0.2.1"],
    });
  });

  it("is looked up once in a session", async () => {
    const { servers, asked } = serversIn({ "A ns": values(60, "192.0.2.1") });
    expect(await servers.find("ns")).toBe(await servers.find("ns"));
    expect(asked).toEqual(["A ns"]);
  });

  it("is malformed, and not looked up, if no query can contain its name", async () => {
    const { servers, asked } = serversIn({});
    const answer = { name: "a b", addresses: [], reason: "malformed" };
    expect(await servers.find("a b")).toStrictEqual(answer);
    expect(asked).toEqual([]);
  });
});

describe("the servers of a zone", () => {
  it("have the addresses in the referral, which are not kept, and are looked up otherwise", async () => {
    const { servers, asked } = serversIn({ "A other": values(60, "192.0.2.9") });
    const glue = new Map([
      ["ns", ["10.0.0.1", "192.0.2.1", "192.0.2.2", "192.0.2.3"]],
      ["refused", ["10.0.0.1"]],
    ]);
    expect(await servers.locate(["ns", "refused", "other"], glue, 1)).toStrictEqual([
      { name: "ns", addresses: ["192.0.2.1", "192.0.2.2"], reason: "no-name-server" },
      { name: "refused", addresses: [], reason: "forbidden-address", refused: "10.0.0.1" },
      { name: "other", addresses: ["192.0.2.9"], reason: "no-name-server", keptSeconds: 60 },
    ]);
    expect(asked).toEqual(["A other"]);
  });

  it("are looked up as often as is allowed, and the others are over the budget", async () => {
    const { servers, asked } = serversIn({ "A a": values(60, "192.0.2.1"), "A b": values(60, "192.0.2.2") });
    expect(await servers.locate(["a", "glued", "b", "c"], new Map([["glued", [IPV6]]]), 2)).toMatchObject([
      { addresses: ["192.0.2.1"] },
      { addresses: [IPV6] },
      { addresses: ["192.0.2.2"] },
      { name: "c", addresses: [], reason: "over-budget" },
    ]);
    expect(asked).toEqual(["A a", "A b"]);
  });

  it("are no more than the limit", async () => {
    const { servers } = serversIn({ "A a": values(60, "192.0.2.1") }, { limits: { serversPerZone: 1 } });
    expect(await servers.locate(["a", "b"], NO_GLUE, 9)).toHaveLength(1);
  });
});

describe("beside a test server", () => {
  const testServer = "127.0.0.1";

  it.each<[string, KnownAnswersOf, readonly string[]]>([
    [
      "loopback addresses, two at most",
      { "A ns": values(60, "192.0.2.1", "127.0.0.2", "127.0.0.3", "127.0.0.4") },
      ["127.0.0.2", "127.0.0.3"],
    ],
    [
      "the test server's address instead of others",
      { "A ns": values(60, "192.0.2.1"), "AAAA ns": NODATA },
      [testServer],
    ],
    ["its IPv6 loopback address", { "A ns": values(60, "192.0.2.1"), "AAAA ns": values(60, "::1") }, ["::1"]],
    ["the test server's address instead of none", { "A ns": NXDOMAIN, "AAAA ns": NXDOMAIN }, [testServer]],
  ])("a name server is asked at %s", async (_, known, addresses) => {
    expect((await find(known, { testServer })).addresses).toEqual(addresses);
  });
});
