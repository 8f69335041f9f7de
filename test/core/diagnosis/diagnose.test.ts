import { describe, expect, it } from "vitest";
import { diagnose } from "#core/diagnosis/diagnose";
import type { ExpectedRecord, Subject } from "#core/diagnosis/model/subject";
import type { DnsAnswer, DnsSession, Observation, Question } from "#core/dns/observation";
import { FEEDBACK, KEY, KEY2, SPF, seenAt } from "./detectors/observed-context.ts";
import { ABSENT, D, failed, held, NOW, NS1, NS2, observed, sessionKnowing } from "./observed.ts";

const FEEDBACK_MX = "10 feedback-smtp.eu-west-1.amazonses.com";
const AMAZON = "v=spf1 ip4:199.255.192.0/22 -all";
const told = (answer: DnsAnswer) => ({ recursive: [{ server: "192.0.2.9", address: "192.0.2.9", answer }] });
const right = (record: ExpectedRecord, more: Partial<Observation> = {}) => {
  const answer = record === FEEDBACK ? held(FEEDBACK_MX) : held(...record.values);
  return seenAt(record, answer, { ...told(answer), ...more });
};
const amazon = observed("amazonses.com", "TXT", held(AMAZON), {
  zone: "amazonses.com",
  ...told(held(AMAZON)),
});

const run = (
  records: readonly ExpectedRecord[],
  known: readonly Observation[],
  more: Partial<Subject> = {},
) => {
  const session = sessionKnowing([...known, amazon]);
  return diagnose({ domain: D, mailFrom: `bounce.${D}`, records, ...more }, session, NOW);
};
/** Returns the rounds of questions of one diagnosis. */
async function rounds(
  records: readonly ExpectedRecord[],
  known: readonly Observation[],
  more: Partial<Subject> = {},
) {
  const all: (readonly Question[])[] = [];
  const knowing = sessionKnowing([...known, amazon]);
  const session: DnsSession = {
    ...knowing,
    ask: (questions) => {
      all.push(questions);
      return knowing.ask(questions);
    },
  };
  await diagnose({ domain: D, mailFrom: `bounce.${D}`, records, ...more }, session, NOW);
  return all.map((questions) => questions.map(({ name, type }) => `${type} ${name}`));
}
const asked = async (...given: Parameters<typeof rounds>) => (await rounds(...given)).flat();

describe("the records of a diagnosis", () => {
  it("are told with their place, and when caches drop an old answer", async () => {
    const servers = { "ada.ns.cloudflare.com": held(...KEY.values), "bob.ns.cloudflare.com": failed() };
    const { records } = await run(
      [KEY, FEEDBACK],
      [seenAt(KEY, servers, told({ kind: "absent", nxdomain: true, negativeTtl: 90 })), right(FEEDBACK)],
    );
    expect(records).toEqual([
      {
        purpose: "dkim",
        name: KEY.name,
        type: "CNAME",
        expected: KEY.values,
        seen: KEY.values,
        state: "right",
        propagation: "cached-elsewhere",
        cachedUntil: NOW + 90_000,
        zone: D,
        nameServers: ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
        dnsHost: "Cloudflare",
        hostInZone: "t1._domainkey",
        unanswered: ["bob.ns.cloudflare.com"],
      },
      {
        purpose: "mail-from-mx",
        name: FEEDBACK.name,
        type: "MX",
        expected: FEEDBACK.values,
        seen: [FEEDBACK_MX],
        state: "right",
        propagation: "everywhere",
        zone: D,
        nameServers: [NS1, NS2],
        hostInZone: "bounce",
        unanswered: [],
      },
    ]);
  });

  it("must all have been observed", async () => {
    const session = { ...sessionKnowing([]), ask: async () => [] };
    await expect(diagnose({ domain: D, records: [KEY] }, session, NOW)).rejects.toThrow(
      `The resolver lost the question for ${KEY.name}`,
    );
  });
});

describe("the place of a record", () => {
  const place = async (known: readonly Observation[], records: readonly ExpectedRecord[] = [KEY]) =>
    (await run(records, known)).records.map(({ zone, nameServers, dnsHost }) => ({
      zone,
      nameServers,
      dnsHost,
    }));
  const soa = { primary: "ns.x.example", admin: "awsdns-hostmaster.amazon.com", serial: 1 };

  it("is the registrable domain if no zone is known", async () => {
    const { zone: _, ...without } = right(KEY);
    expect(await place([without])).toMatchObject([{ zone: D }]);
  });

  it("is the name itself if it has no registrable domain", async () => {
    const record: ExpectedRecord = { purpose: "other", name: "github.io", type: "TXT", values: ["a=b"] };
    const { zone: _, ...without } = right(record);
    expect(await place([without], [record])).toMatchObject([{ zone: "github.io" }]);
  });

  it("has the servers that the zone's own NS records name, or else those that were asked", async () => {
    const zone = `_domainkey.${D}`;
    const own = observed(zone, "NS", held("ns1.x.example", "ns2.x.example"), { zone });
    const missing = seenAt(KEY, ABSENT, { zone });
    expect(await place([missing, own])).toEqual([
      { zone, nameServers: ["ns1.x.example", "ns2.x.example"], dnsHost: undefined },
    ]);
    expect(await place([missing])).toEqual([{ zone, nameServers: [NS1, NS2], dnsHost: undefined }]);
  });

  it("has one DNS host for all records of the same zone and servers", async () => {
    const hosts = async (first: Partial<Observation>, second: Partial<Observation>) =>
      (await place([right(KEY, first), right(KEY2, second)], [KEY, KEY2])).map(({ dnsHost }) => dnsHost);
    const host = "Amazon Route 53";
    expect(await hosts({ soa }, {})).toEqual([host, host]);
    expect(await hosts({ soa }, { nameServers: [NS2, NS1] })).toEqual([host, undefined]);
    expect(await hosts({ soa }, { nameServers: [NS1, "ns3.host.example"] })).toEqual([host, undefined]);
    expect(await hosts({ soa }, { nameServers: [NS1] })).toEqual([host, undefined]);
    expect(await hosts({ soa, nameServers: [NS1] }, {})).toEqual([host, undefined]);
    expect(await hosts({ soa }, { zone: `_domainkey.${D}` })).toEqual([host, undefined]);
  });

  it("has a host of its own, though the zone is shared", async () => {
    const { records } = await run([KEY, FEEDBACK], [right(KEY), right(FEEDBACK)]);
    expect(records.map(({ hostInZone }) => hostInZone)).toEqual(["t1._domainkey", "bounce"]);
  });
});

describe("a diagnosis", () => {
  it("tells the most severe finding first", async () => {
    const mx = observed(D, "MX", held(FEEDBACK_MX));
    const { findings } = await run([KEY], [seenAt(KEY, ABSENT), mx], { domain: D });
    expect(findings.map(({ code, severity }) => [severity, code])).toEqual([
      ["urgent", "FEEDBACK_MX_AT_DOMAIN"],
      ["blocking", "RECORD_MISSING"],
      ["advice", "DMARC_MISSING"],
    ]);
  });

  it("lists the questions without a usable answer", async () => {
    const { unanswered } = await run(
      [KEY],
      [right(KEY), observed(D, "MX", failed()), observed(D, "TXT", ABSENT)],
    );
    expect(unanswered.map(({ name, type }) => `${type} ${name}`)).toEqual([`MX ${D}`]);
  });

  it.each<[boolean, Partial<Observation>]>([
    [false, {}],
    [true, { aliases: ["x.example"] }],
  ])("has a DMARC record whose name has a CNAME: %s", async (isAlias, more) => {
    const record = observed(`_dmarc.${D}`, "TXT", held("v=DMARC1; p=reject"), more);
    const { dmarc } = await run([KEY], [right(KEY), record]);
    expect([dmarc?.isAlias, dmarc?.discovery.rfc9989.policy]).toEqual([isAlias, "reject"]);
  });

  it("does not concern DMARC without records for mail", async () => {
    const record: ExpectedRecord = { purpose: "other", name: `x.${D}`, type: "TXT", values: ["a=b"] };
    expect("dmarc" in (await run([record], [right(record)]))).toBe(false);
    expect((await asked([record], [right(record)])).filter((one) => one.includes("_dmarc"))).toEqual([]);
  });

  it("asks nothing more of a domain that cannot be used", async () => {
    const gone = seenAt(KEY, {}, { zoneExists: "no" });
    expect(await rounds([KEY], [gone])).toHaveLength(1);
    const { findings, dmarc } = await run([KEY], [gone]);
    expect([findings.map(({ code }) => code), dmarc]).toEqual([["DOMAIN_NOT_PUBLIC"], undefined]);
  });

  it("asks about the registrable domain, too", async () => {
    const [first] = await rounds([KEY], [right(KEY)], { domain: `mail.${D}` });
    expect(first).toEqual(expect.arrayContaining([`MX mail.${D}`, `MX ${D}`, `TXT ${D}`, `TXT _dmarc.${D}`]));
  });

  it("asks no round without questions", async () => {
    const all = await rounds([KEY], [right(KEY), observed(`_dmarc.${D}`, "TXT", held("v=DMARC1; p=reject"))]);
    expect(all.every((questions) => questions.length > 0)).toBe(true);
    const more = await rounds([KEY], [seenAt(KEY, ABSENT)]);
    expect(more.every((questions) => questions.length > 0)).toBe(true);
  });

  it("asks for the targets of CNAMEs where their values are", async () => {
    const of = async (text: DnsAnswer) =>
      asked([KEY], [seenAt(KEY, ABSENT), observed(KEY.name, "TXT", text)]);
    expect(await of(held("p=MIIB"))).toContain(`TXT ${KEY.values[0]}`);
    expect(await of(ABSENT)).not.toContain(`TXT ${KEY.values[0]}`);
  });

  it("asks about other types and names only where a record is not right", async () => {
    expect(await asked([KEY], [seenAt(KEY, ABSENT)])).toContain(`TXT ${KEY.name}`);
    expect(await asked([KEY], [right(KEY)])).not.toContain(`TXT ${KEY.name}`);
  });
});

describe("the look-ups of the domain's own SPF record", () => {
  const areCounted = async (
    lines: readonly string[],
    records: readonly ExpectedRecord[] = [KEY],
  ): Promise<boolean> => {
    const known = [...records.map((record) => right(record)), observed(D, "TXT", held(...lines))];
    return (await asked(records, known)).includes("TXT probe.example");
  };

  it.each([
    [true, "include:probe.example include:a.example include:b.example include:c.example -all"],
    [false, "include:probe.example include:a.example include:b.example -all"],
    [true, "include:probe.example a mx ptr -all"],
    [true, "include:probe.example +a ~mx:a.example ?exists:a.example -all"],
    [true, "include:probe.example -a/24 MX/24 PTR:a.example ~all"],
    [true, "include:probe.example a mx redirect=a.example"],
    [false, "include:probe.example ip4:192.0.2.1 ip6:2001:db8::1 exp=a.example all"],
    [false, "include:probe.example a mx x=include:a.example -all"],
    [false, "include:probe.example a mx all"],
  ])("are counted: %s, %s", async (expected, terms) => {
    expect(await areCounted([`v=spf1 ${terms}`])).toBe(expected);
  });

  const MANY = "v=spf1 include:probe.example a mx ptr -all";
  it("are not counted for several records, or without records for mail", async () => {
    const other: ExpectedRecord = { purpose: "other", name: `x.${D}`, type: "TXT", values: ["a=b"] };
    expect(await areCounted([MANY, "a=b"])).toBe(true);
    expect(await areCounted([MANY, "v=spf1 -all"])).toBe(false);
    expect(await areCounted([MANY, "v=spf1 mx -all"])).toBe(false);
    expect(await areCounted([MANY], [other])).toBe(false);
  });

  it("are too many", async () => {
    const terms = Array.from({ length: 11 }, (_, index) => `include:x${index}.example`);
    const line = `v=spf1 ${terms.join(" ")} -all`;
    const known = terms.map((term) => {
      const name = term.slice("include:".length);
      return observed(name, "TXT", held("v=spf1 -all"), { zone: name });
    });
    const { findings } = await run([KEY], [right(KEY), observed(D, "TXT", held(line)), ...known]);
    expect(findings.map(({ code }) => code)).toContain("ROOT_SPF_TOO_MANY_LOOKUPS");
  });
});

describe("the SPF record of the MAIL FROM domain", () => {
  const PROBE = "v=spf1 include:probe.example ~all";
  it.each<[boolean, string, Readonly<Record<string, DnsAnswer>>]>([
    [true, "all servers hold it", { [NS1]: held(PROBE), [NS2]: held(PROBE) }],
    [true, "other texts differ", { [NS1]: held(PROBE, "a=b"), [NS2]: held(PROBE) }],
    [true, "the other gives no usable answer", { [NS1]: held(PROBE), [NS2]: failed() }],
    [false, "the other has none", { [NS1]: held(PROBE), [NS2]: ABSENT }],
    [false, "the other has another", { [NS1]: held(PROBE), [NS2]: held("v=spf1 -all") }],
  ])("is evaluated: %s, if %s", async (expected, _, said) => {
    expect((await asked([SPF], [seenAt(SPF, said)])).includes("TXT probe.example")).toBe(expected);
  });

  it("decides no other record", async () => {
    const states = async (mx: string, line: string) => {
      const known = [seenAt(FEEDBACK, held(mx)), seenAt(SPF, held(line))];
      return (await run([FEEDBACK, SPF], known)).records.map(({ state }) => state);
    };
    expect(await states("10 mx.x.example", "v=spf1 include:amazonses.com -all")).toEqual(["wrong", "right"]);
    expect(await states(FEEDBACK_MX, "v=spf1 -all")).toEqual(["right", "wrong"]);
  });

  it("is not evaluated if it is unknown, or for another purpose", async () => {
    const other: ExpectedRecord = { ...SPF, purpose: "other", values: [PROBE] };
    expect(await asked([other], [seenAt(other, held(PROBE))])).not.toContain("TXT probe.example");
    const { records } = await run([SPF], [seenAt(SPF, failed())]);
    expect(records[0]).toMatchObject({ state: "unknown", propagation: "unknown" });
  });
});
