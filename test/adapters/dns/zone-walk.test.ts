import { describe, expect, it } from "vitest";
import { LIMITS, type Limits } from "#adapters/dns/limits";
import { ServerQuestions } from "#adapters/dns/server-questions";
import type { Zone, Zones } from "#adapters/dns/zone";
import { type NotWalked, type Walked, ZoneWalk } from "#adapters/dns/zone-walk";
import type { RecordType } from "#core/dns/observation";
import { type Host, mx, record } from "./dns-host.ts";
import { memoryServers, nameServer } from "./memory-servers.ts";
import { CNAME, D, MX } from "./oxford-zone.ts";

const OTHER = "other.example";
const EMAIL = `email.${D}`;
const RESOLVER = { server: "r", address: "r", answer: { kind: "unknown", reason: "servfail" } } as const;
const DENIAL = {
  server: "r",
  address: "r",
  answer: { kind: "absent", nxdomain: true, negativeTtl: 9 },
} as const;

/** A zone whose servers have the names a, b and so on, and the same addresses. */
const zoneAt = (name: string, servers: string, more: Partial<Zone> = {}): Zone => ({
  kind: "zone",
  name,
  servers: [...servers].map((server) => nameServer(server, server)),
  isKnown: true,
  ...more,
});

interface World {
  readonly start: Zone;
  /** The servers of the other zone. */
  readonly others?: string;
  readonly hosts: Readonly<Record<string, Host>>;
  readonly limits?: Partial<Limits>;
  readonly tries?: number;
}

function walkIn({ start, others = "o", hosts, limits, tries }: World) {
  const servers = memoryServers(hosts);
  const all = { ...LIMITS, ...limits };
  const zones: Zones = {
    startFor(name) {
      if (name.endsWith("gone.example")) return { kind: "no-zone", resolver: DENIAL };
      return name.endsWith(OTHER) ? zoneAt(OTHER, others) : start;
    },
    // A server of a lower zone has the first letter of its name as its address.
    below: async ({ zone, names }) => ({
      ...zoneAt(zone, ""),
      servers: names.map((name) => nameServer(name, name.slice(0, 1))),
    }),
  };
  const walk = new ZoneWalk(zones, new ServerQuestions(servers.exchange, 53, all), all, tries);
  return { walk, asked: servers.asked };
}

async function walked(world: World, name: string = MX.name, type: RecordType = "MX"): Promise<Walked> {
  return found(await walkIn(world).walk.to(name, type, "all"));
}

function found(one: Walked | NotWalked): Walked {
  if (one.kind === "not-walked") throw new Error("not walked");
  return one;
}

const host = (zones: readonly string[], ...records: Host["records"]): Host => ({ zones, records });
const kinds = ({ answers }: Walked) => answers.map(({ answer }) => answer.kind);
const cut = (zone: string, ...servers: string[]) => servers.map((server) => record(zone, "NS", server));

describe("a parent zone's servers instead of a domain's own", () => {
  const start = zoneAt("example", "ab", { insteadOf: { domain: D, resolver: RESOLVER } });
  const failing: Host = { ...host(["example"]), fault: "servfail" };

  it.each<[string, Host, Host]>([
    ["denies the name", host(["example"]), failing],
    ["gives an alias", host(["example"], record(MX.name, "CNAME", `in.${OTHER}`)), failing],
    ["denies the name after another one failed", failing, host(["example"])],
  ])("leave the resolver's answer if one of them %s", async (_, a, b) => {
    const { walk } = walkIn({ start, hosts: { a, b } });
    expect(await walk.to(MX.name, "MX", "all")).toEqual({ kind: "not-walked", resolver: RESOLVER });
  });

  it("stand for the domain if all of them fail, because they may serve both zones", async () => {
    const { zone, answers } = await walked({ start, hosts: { a: failing } });
    expect(zone).toBe(D);
    expect(answers.map(({ answer }) => answer)).toEqual([
      { kind: "unknown", reason: "servfail" },
      { kind: "unknown", reason: "timeout" },
    ]);
  });

  it("lead to the domain's own servers by a referral, whose answers count", async () => {
    const refers = host(["example"], ...cut(D, "c"));
    const seen = await walked({ start, hosts: { a: refers, b: refers, c: host([D], MX) } });
    expect(seen).toMatchObject({ zone: D, delegatedIn: "example", nameServers: ["c"] });
    expect(kinds(seen)).toEqual(["records"]);
  });
});

describe("the zone above", () => {
  const delegation = { above: RESOLVER, own: ["a"] };

  it("is the one whose referral led to the zone, and has no part in a zone without a referral", async () => {
    const straight = await walked({ start: zoneAt(D, "a"), hosts: { a: host([D], MX) } });
    expect(straight).not.toHaveProperty("delegatedIn");
    expect(straight).not.toHaveProperty("delegation");
    const hosts = { a: host([D], ...cut(EMAIL, "b")), b: host([EMAIL], MX) };
    const below = await walked({ start: zoneAt(D, "a", { delegation }), hosts });
    expect(below).toMatchObject({ zone: EMAIL, delegatedIn: D });
    expect(below).not.toHaveProperty("delegation");
  });

  it("is not known of a deeper zone that only the SOA of an answer names", async () => {
    const deep = `a.${EMAIL}`;
    const hosts = { a: host([D], ...cut(EMAIL, "b")), b: host([EMAIL, deep]) };
    const below = await walked({ start: zoneAt(D, "a"), hosts }, `x.${deep}`);
    expect(below.zone).toBe(deep);
    expect(below).not.toHaveProperty("delegatedIn");
    const both = { start: zoneAt(D, "a", { delegation }), hosts: { a: host([D, EMAIL]) } };
    expect((await walked(both, D)).delegation).toBe(delegation);
    const deeper = await walked(both);
    expect(deeper.zone).toBe(EMAIL);
    expect(deeper).not.toHaveProperty("delegation");
  });

  it("keeps its broken signatures for the zone below", async () => {
    const hosts = { a: host([D], ...cut(EMAIL, "b")), b: host([EMAIL], MX) };
    expect(await walked({ start: zoneAt(D, "a", { dnssec: "broken" }), hosts })).toMatchObject({
      dnssec: "broken",
    });
    expect(await walked({ start: zoneAt(D, "a"), hosts })).not.toHaveProperty("dnssec");
  });

  it("counts as existing only if it is known", async () => {
    const hosts = { a: host([D], MX) };
    expect((await walked({ start: zoneAt(D, "a"), hosts })).zoneExists).toBe("yes");
    const tested = zoneAt(D, "a", { isKnown: false });
    expect((await walked({ start: tested, hosts })).zoneExists).toBe("unknown");
  });
});

describe("referrals", () => {
  const refers = host([D], ...cut(EMAIL, "b"));

  it("are followed as often as the limit says, after which the last server counts as lame", async () => {
    const hosts = { a: refers, b: host([EMAIL], ...cut(`x.${EMAIL}`, "c")), c: host([`x.${EMAIL}`]) };
    const world = { start: zoneAt(D, "a"), hosts };
    expect(kinds(await walked({ ...world, limits: { referrals: 2 } }, `x.${EMAIL}`))).toEqual(["absent"]);
    expect((await walked({ ...world, limits: { referrals: 1 } }, `x.${EMAIL}`)).answers).toEqual([
      { server: "b", address: "b", answer: { kind: "unknown", reason: "lame" } },
    ]);
  });

  it("leave the answers of the servers that gave none, unless these also serve the lower zone", async () => {
    const world = { start: zoneAt(D, "axyb"), hosts: { a: refers, b: host([D, EMAIL], MX), x: host([D]) } };
    const { answers } = await walked(world);
    // The server y is silent, so only its answer is left out.
    expect(answers.map(({ server, answer }) => [server, answer.kind])).toEqual([
      ["b", "records"],
      ["x", "absent"],
    ]);
  });
});

describe("CNAMEs that leave the zone", () => {
  const alias = (to: string, name: string = MX.name) => record(name, "CNAME", to);

  it("are told by the longest chain, and by the first of several that are as long", async () => {
    const long = host([D], alias(`in.${D}`), alias(`in.${OTHER}`, `in.${D}`));
    const hosts = { a: host([D], alias(`a.${OTHER}`)), b: long, c: host([D], alias(`c.${OTHER}`)) };
    const chains = async (servers: string) =>
      (await walked({ start: zoneAt(D, servers), hosts: { ...hosts, o: host([OTHER]) } })).aliases;
    expect(await chains("abc")).toEqual([`in.${D}`, `in.${OTHER}`]);
    expect(await chains("ac")).toEqual([`a.${OTHER}`]);
    expect(await chains("ca")).toEqual([`c.${OTHER}`]);
  });

  it("are followed once for all servers that hold them, beside the servers that do not", async () => {
    const to = host([D], alias(`in.${OTHER}`));
    const { walk, asked } = walkIn({
      start: zoneAt(D, "abc"),
      hosts: { a: to, b: to, c: host([D]), o: host([OTHER], mx(`in.${OTHER}`, 5, "in.example")) },
    });
    const seen = found(await walk.to(MX.name, "MX", "all"));
    expect(kinds(seen)).toEqual(["records", "records", "absent"]);
    expect(asked.filter((one) => one.startsWith("o "))).toEqual([`o MX in.${OTHER}`]);
  });

  it.each([
    [3, { kind: "records", values: ["5 in.example"], ttl: 300 }],
    [4, { kind: "unknown", reason: "malformed" }],
  ])(
    "are followed from zone to zone as often as a chain may be long: after %i of three",
    async (links, end) => {
      const name = (at: number) => `${at}.${at % 2 === 0 ? D : OTHER}`;
      const aliases = Array.from({ length: links }, (_, at) => alias(name(at + 1), name(at)));
      const held = (zone: string) =>
        host(
          [zone],
          ...[...aliases, mx(name(links), 5, "in.example")].filter((one) => one.name.endsWith(zone)),
        );
      const world = { start: zoneAt(D, "a"), hosts: { a: held(D), o: held(OTHER) }, limits: { chain: 3 } };
      expect((await walked(world, name(0))).answers.map(({ answer }) => answer)).toEqual([end]);
    },
  );

  it.each<[string, string]>([
    ["records", "nsr"],
    ["records", "rns"],
    ["absent", "sn"],
    ["unknown", "s"],
  ])("end in %s at servers of the other zone which differ (%s)", async (kind, others) => {
    const [to, there] = [host([D], alias(`in.${OTHER}`)), mx(`in.${OTHER}`, 5, "in.example")];
    const hosts = { a: to, n: host([OTHER]), r: host([OTHER], there) };
    // The server s is silent.
    expect(kinds(await walked({ start: zoneAt(D, "a"), others, hosts }))).toEqual([kind]);
  });

  it("lead to no record in a circle, but to a name that exists", async () => {
    const hosts = { a: host([D], alias(`in.${OTHER}`)), o: host([OTHER], alias(MX.name, `in.${OTHER}`)) };
    const { answers, aliases } = await walked({ start: zoneAt(D, "a"), hosts });
    expect(answers.map(({ answer }) => answer)).toEqual([
      { kind: "absent", nxdomain: false, negativeTtl: 0 },
    ]);
    expect(aliases).toEqual([`in.${OTHER}`, MX.name]);
  });

  it("end at the resolver's answer if their target is in no zone", async () => {
    const hosts = { a: host([D], alias("in.gone.example")) };
    const { answers, aliases } = await walked({ start: zoneAt(D, "a"), hosts });
    expect(answers.map(({ answer }) => answer)).toEqual([DENIAL.answer]);
    expect(aliases).toEqual(["in.gone.example"]);
  });
});

describe("one answer", () => {
  const silent: Host = { ...host([D]), fault: "drop" };
  const ask = async (place: number, world: World, name: string = CNAME.name, type: RecordType = "CNAME") => {
    const { walk, asked } = walkIn(world);
    const seen = found(await walk.to(name, type, "first", place));
    return { kinds: kinds(seen), servers: asked.map((one) => one.slice(0, 1)).join("") };
  };

  it("comes from the server at the given place, and from the next one only if it fails", async () => {
    const good = host([D], CNAME);
    const world = { start: zoneAt(D, "abc"), hosts: { a: good, b: good, c: silent } };
    expect(await ask(1, world)).toEqual({ kinds: ["records"], servers: "b" });
    expect(await ask(5, world)).toEqual({ kinds: ["unknown", "records"], servers: "cca" });
  });

  it("is sought at three servers, or at as many as the walk may try", async () => {
    const world = { start: zoneAt(D, "abcd"), hosts: { d: host([D], CNAME) } };
    expect((await ask(0, world)).kinds).toEqual(Array(3).fill("unknown"));
    expect((await ask(0, { ...world, tries: 1 })).kinds).toEqual(["unknown"]);
    expect((await ask(0, { ...world, tries: 9 })).kinds).toEqual([...Array(3).fill("unknown"), "records"]);
  });

  it("is also an alias, a denial or a referral", async () => {
    const hosts = { a: host([D], record(MX.name, "CNAME", `in.${OTHER}`)), o: host([OTHER]) };
    expect(await ask(0, { start: zoneAt(D, "ab"), hosts }, MX.name, "MX")).toMatchObject({ servers: "ao" });
    expect(await ask(0, { start: zoneAt(D, "ab"), hosts: { a: host([D]) } })).toMatchObject({ servers: "a" });
    const referring = { a: host([D], ...cut(EMAIL, "c")), c: host([EMAIL], MX) };
    const referred = await ask(0, { start: zoneAt(D, "ab"), hosts: referring }, MX.name, "MX");
    expect(referred).toEqual({ kinds: ["records"], servers: "ac" });
  });

  it("is taken from the answers of all servers, once these were asked", async () => {
    const { walk, asked } = walkIn({ start: zoneAt(D, "ab"), hosts: { a: host([D]), b: host([D]) } });
    const one = walk.to(D, "MX", "first");
    expect(walk.to(D, "MX", "first")).toBe(one);
    const all = walk.to(D, "MX", "all");
    expect(walk.to(D, "MX", "first")).toBe(all);
    expect(walk.to(D, "TXT", "first")).not.toBe(all);
    await Promise.all([one, all]);
    expect(asked.filter((question) => question.includes("MX"))).toHaveLength(3);
  });
});

it("asks nothing for a name that no query can contain", async () => {
  const { walk, asked } = walkIn({ start: zoneAt(D, "a"), hosts: {} });
  const end = await walk.to(`a b.${D}`, "MX", "all");
  expect(end).not.toHaveProperty("resolver");
  expect([end.kind, ...asked]).toEqual(["not-walked"]);
});
