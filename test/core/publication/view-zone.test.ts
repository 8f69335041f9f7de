import { describe, expect, it } from "vitest";
import type { DnsAnswer, DnsSession, Observation, RecordType } from "#core/dns/observation";
import { isSeenRight, viewZone } from "#core/publication/view-zone";
import { RECORDS } from "../../support/onboarding-fixture.ts";

const ZONE = "d.example";
const NXDOMAIN: DnsAnswer = { kind: "absent", nxdomain: true, negativeTtl: 300 };
const EMPTY: DnsAnswer = { kind: "absent", nxdomain: false, negativeTtl: 300 };
const SILENT: DnsAnswer = { kind: "unknown", reason: "timeout" };
const records = (...values: string[]): DnsAnswer => ({ kind: "records", values, ttl: 300 });

/** The answers of the servers, by "TYPE name"; other questions get NXDOMAIN from two servers. */
type Answers = Readonly<Record<string, readonly DnsAnswer[]>>;

function observation(
  name: string,
  type: RecordType,
  answers: readonly DnsAnswer[],
  zone?: string,
): Observation {
  return {
    name,
    type,
    ...(zone === undefined ? {} : { zone }),
    nameServers: [],
    authoritative: answers.map((answer, index) => ({
      server: `ns${index}`,
      address: `192.0.2.${index}`,
      answer,
    })),
    recursive: [],
    aliases: [],
    zoneExists: "yes",
  };
}

async function viewed(names: readonly string[], answers: Answers = {}, zone: string | undefined = ZONE) {
  const asked: string[] = [];
  const session: Pick<DnsSession, "ask"> = {
    ask: async (questions) =>
      questions.map(({ name, type }) => {
        const key = `${type} ${name}`;
        asked.push(key);
        return observation(name, type, answers[key] ?? [NXDOMAIN, NXDOMAIN], zone === "" ? undefined : zone);
      }),
  };
  const view = await viewZone(names, { ...session, queries: () => 0, end: () => undefined });
  return { ...view, asked };
}

describe("the questions about a name", () => {
  it("are one for its CNAME, and one for the NS records of each name between it and the zone", async () => {
    const { asked, between, observations } = await viewed([
      "a.b.c.d.example",
      "x.c.d.example",
      "e.d.example",
      ZONE,
    ]);
    expect(asked).toEqual([
      "CNAME a.b.c.d.example",
      "CNAME x.c.d.example",
      "CNAME e.d.example",
      "CNAME d.example",
      "NS b.c.d.example",
      "NS c.d.example",
    ]);
    const servers = [{ kind: "no-name" }, { kind: "no-name" }];
    expect(between).toEqual([
      { name: "b.c.d.example", zone: ZONE, servers },
      { name: "c.d.example", zone: ZONE, servers },
    ]);
    expect(observations.map(({ type }) => type)).toEqual(["CNAME", "CNAME", "CNAME", "CNAME"]);
  });

  it("are none about names above it if its zone is not known", async () => {
    const { asked, names, between } = await viewed(["a.b.d.example"], { "CNAME a.b.d.example": [] }, "");
    expect(asked).toEqual(["CNAME a.b.d.example"]);
    expect([names, between]).toEqual([[{ name: "a.b.d.example", servers: [] }], []]);
  });

  it("are five more if one server has the name without a CNAME", async () => {
    const { asked, observations } = await viewed(["a.d.example", "b.d.example"], {
      "CNAME a.d.example": [NXDOMAIN, EMPTY],
      "CNAME b.d.example": [records("c.example"), SILENT],
    });
    const types = ["MX", "TXT", "A", "AAAA", "SPF"];
    expect(asked.slice(2)).toEqual(types.map((type) => `${type} a.d.example`));
    expect(observations.map(({ name, type }) => `${type} ${name}`)).toEqual(asked);
  });
});

const NAME = "a.d.example";
const rest = { [`A ${NAME}`]: [EMPTY], [`AAAA ${NAME}`]: [EMPTY], [`SPF ${NAME}`]: [EMPTY] };

/** What one server answers about the name, and the view of it. */
const VIEWS: readonly [what: string, answers: Answers, server: object][] = [
  ["no name", { [`CNAME ${NAME}`]: [NXDOMAIN] }, { kind: "no-name" }],
  ["unknown", { [`CNAME ${NAME}`]: [SILENT] }, { kind: "unknown" }],
  [
    "its CNAME",
    { [`CNAME ${NAME}`]: [records("c.example")] },
    { kind: "records", records: [{ type: "CNAME", value: "c.example" }] },
  ],
  [
    "its other records",
    {
      ...rest,
      [`CNAME ${NAME}`]: [EMPTY],
      [`MX ${NAME}`]: [records("10 m.example")],
      [`TXT ${NAME}`]: [records("a", "b")],
    },
    {
      kind: "records",
      records: [
        { type: "MX", value: "10 m.example" },
        { type: "TXT", value: "a" },
        { type: "TXT", value: "b" },
      ],
    },
  ],
  [
    "another use",
    { ...rest, [`CNAME ${NAME}`]: [EMPTY], [`MX ${NAME}`]: [EMPTY], [`TXT ${NAME}`]: [EMPTY] },
    { kind: "other-use" },
  ],
  [
    "unknown if one question got no answer",
    {
      ...rest,
      [`CNAME ${NAME}`]: [EMPTY],
      [`MX ${NAME}`]: [records("10 m.example")],
      [`TXT ${NAME}`]: [SILENT],
    },
    { kind: "unknown" },
  ],
  [
    "unknown if it was not asked everything",
    { ...rest, [`CNAME ${NAME}`]: [EMPTY], [`MX ${NAME}`]: [records("10 m.example")], [`TXT ${NAME}`]: [] },
    { kind: "unknown" },
  ],
];

describe("a server's view of a name", () => {
  it.each(VIEWS)("is %s", async (_what, answers, server) => {
    const { names } = await viewed([NAME], answers);
    expect(names).toEqual([{ name: NAME, zone: ZONE, servers: [server] }]);
  });

  it("is made from its own answers, not from those of another one", async () => {
    const { names } = await viewed([NAME], {
      [`CNAME ${NAME}`]: [EMPTY, EMPTY],
      ...Object.fromEntries(["MX", "A", "AAAA", "SPF"].map((type) => [`${type} ${NAME}`, [EMPTY, EMPTY]])),
      [`TXT ${NAME}`]: [EMPTY, records("a")],
    });
    expect(names[0]?.servers).toEqual([
      { kind: "other-use" },
      { kind: "records", records: [{ type: "TXT", value: "a" }] },
    ]);
  });
});

describe("a required record is seen right", () => {
  const mx = RECORDS.find(({ type }) => type === "MX");
  if (mx === undefined) throw new Error("There is an MX record");
  const right = `10 ${mx.value}`;

  it.each<[string, boolean, readonly Observation[]]>([
    ["if every server holds it", true, [observation(mx.name, "MX", [records(right), records(right)], ZONE)]],
    ["not if one server lacks it", false, [observation(mx.name, "MX", [records(right), EMPTY], ZONE)]],
    ["not if one server doesn't answer", false, [observation(mx.name, "MX", [records(right), SILENT], ZONE)]],
    ["not with another value", false, [observation(mx.name, "MX", [records("10 m.example")], ZONE)]],
    ["not at another name", false, [observation("d.example", "MX", [records(right)], ZONE)]],
    ["not with another type", false, [observation(mx.name, "TXT", [records(right)], ZONE)]],
    ["not if it wasn't asked", false, []],
  ])("%s", (_when, isRight, observations) => {
    expect(isSeenRight(mx, observations)).toBe(isRight);
  });
});
