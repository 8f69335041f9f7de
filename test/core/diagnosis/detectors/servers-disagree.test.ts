import { describe, expect, it } from "vitest";
import { serversDisagree } from "#core/diagnosis/detectors/server-differences";
import { gather } from "#core/diagnosis/model/answers";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import { ABSENT, D, failed, held, NOW, NS1, NS2 } from "../observed.ts";
import {
  concerned,
  contextOf,
  detectWith,
  evidenceOf,
  examinedIn,
  FEEDBACK,
  KEY,
  KEY2,
  SHOWS_NONE,
  SPF,
  seenAt,
  shows,
} from "./observed-context.ts";

const NS3 = "ns3.host.example";
const right = ({ values }: ExpectedRecord) => held(...values);
const differing = (record: ExpectedRecord, more: Partial<Observation> = {}) =>
  seenAt(record, { [NS1]: right(record), [NS2]: ABSENT }, more);
const detect = detectWith(serversDisagree);

describe("servers of one DNS host disagree", () => {
  it("so the host makes them alike", () => {
    expect(detect([KEY], [differing(KEY)])).toEqual({
      code: "NAME_SERVERS_DISAGREE",
      severity: "blocking",
      record: concerned(KEY),
      records: [concerned(KEY)],
      seen: KEY.values,
      expected: KEY.values,
      cause: {
        key: "finding.name-servers-disagree",
        values: { types: ["CNAME"], names: [KEY.name], servers: [NS2], count: 1 },
      },
      details: [],
      whoActs: { key: "finding.actor.dns-host", values: { isKnown: "other", host: "" } },
      notes: [{ key: "finding.note.serve-the-same", values: { isKnown: "other", host: "" } }],
      actor: "dns-host",
      edits: [],
      evidence: [evidenceOf(KEY, shows(...KEY.values)), evidenceOf(KEY, SHOWS_NONE, NS2)],
    });
  });

  it("which is named if it is known", () => {
    const said = { "ada.ns.cloudflare.com": right(KEY), "bob.ns.cloudflare.com": ABSENT };
    expect(detect([KEY], [seenAt(KEY, said)])?.notes).toEqual([
      { key: "finding.note.serve-the-same", values: { isKnown: "yes", host: "Cloudflare" } },
    ]);
  });

  it("about several records, which the same servers lack", () => {
    const zone = `deep.${D}`;
    const deep = { ...KEY, name: `t1._domainkey.${zone}` };
    const other = seenAt(FEEDBACK, {
      [NS1]: ABSENT,
      [NS2]: held("10 feedback-smtp.eu-west-1.amazonses.com"),
    });
    const known = [
      differing(KEY),
      differing(deep, { zone }),
      other,
      seenAt(SPF, right(SPF)),
      differing(KEY2),
    ];
    const found = detect([KEY, deep, FEEDBACK, SPF, KEY2], known);
    expect(found).toMatchObject({
      records: [concerned(KEY)],
      seen: KEY.values,
      expected: [...KEY.values, ...KEY2.values],
      cause: { values: { types: ["CNAME"], names: [KEY.name, KEY2.name], servers: [NS2], count: 1 } },
    });
    expect(found?.evidence.map(({ name, server }) => [name, server])).toEqual([
      [KEY.name, NS1],
      [KEY.name, NS2],
      [KEY2.name, NS1],
      [KEY2.name, NS2],
    ]);
  });

  it("and none of them holds the right record", () => {
    const said = { [NS1]: held("x.example"), [NS2]: ABSENT, [NS3]: held("x.example") };
    const found = detect([KEY, KEY2], [seenAt(KEY, said), seenAt(KEY2, said)]);
    expect(found).toMatchObject({
      code: "NAME_SERVERS_DISAGREE",
      seen: ["x.example"],
      expected: KEY.values,
      cause: { key: "finding.name-servers-none-right", values: { types: ["CNAME"], names: [KEY.name] } },
      details: [
        {
          key: "finding.note.servers-have",
          values: { servers: [NS1, NS3], count: 2, values: ["“x.example”"] },
        },
        { key: "finding.note.servers-have-none", values: { servers: [NS2], count: 1 } },
      ],
    });
    expect(found?.evidence.map(({ name, server }) => [name, server])).toEqual([
      [KEY.name, NS1],
      [KEY.name, NS2],
    ]);
  });

  it.each<[string, Readonly<Record<string, DnsAnswer>>]>([
    ["all hold it", { [NS1]: right(KEY), [NS2]: right(KEY) }],
    ["none holds it", { [NS1]: ABSENT, [NS2]: ABSENT }],
    ["the other gives no usable answer", { [NS1]: right(KEY), [NS2]: failed() }],
    ["none gives a usable answer", { [NS1]: failed(), [NS2]: failed() }],
  ])("which is not told if %s", (_, said) => {
    expect(detect([KEY], [seenAt(KEY, said)])).toBeUndefined();
  });

  it("which is not told if nothing was observed", () => {
    const context = contextOf([KEY], [differing(KEY)]);
    expect(serversDisagree(examinedIn(context), { ...context, seen: gather([]) })).toBeUndefined();
  });
});

describe("servers are not in step yet", () => {
  const remembered = { right: [] };
  const after = { waitFor: "name-servers", until: NOW + 15 * 60_000 };
  const time = { key: "finding.actor.time", values: {} };
  const notes = [{ key: "finding.note.settles-within-minutes", values: {} }];

  it("about the records that the same servers lack", () => {
    expect(detect([KEY, KEY2], [differing(KEY), differing(KEY2)], { remembered })).toEqual({
      code: "NAME_SERVERS_NOT_IN_STEP",
      severity: "advice",
      record: concerned(KEY),
      records: [concerned(KEY)],
      seen: KEY.values,
      expected: [...KEY.values, ...KEY2.values],
      cause: {
        key: "finding.name-servers-not-in-step",
        values: { types: ["CNAME"], names: [KEY.name, KEY2.name], servers: [NS2], count: 1 },
      },
      details: [],
      whoActs: time,
      notes,
      actor: "time",
      edits: [],
      after,
      evidence: [
        evidenceOf(KEY, shows(...KEY.values)),
        evidenceOf(KEY, SHOWS_NONE, NS2),
        evidenceOf(KEY2, shows(...KEY2.values)),
        evidenceOf(KEY2, SHOWS_NONE, NS2),
      ],
    });
  });

  it("although none holds the right record", () => {
    const said = { [NS1]: held("x.example"), [NS2]: ABSENT };
    expect(detect([KEY], [seenAt(KEY, said)], { remembered })).toMatchObject({
      cause: { key: "finding.name-servers-not-agreed", values: { types: ["CNAME"], names: [KEY.name] } },
      notes,
      after,
    });
  });
});

describe("servers of two DNS hosts, of which one lacks another record", () => {
  const [A1, A2, B1, B2] = ["ns1.a.example", "ns2.a.example", "ns1.b.example", "ns2.b.example"];
  const four = (one: DnsAnswer, two: DnsAnswer, three: DnsAnswer, last: DnsAnswer) => ({
    [A1]: one,
    [A2]: two,
    [B1]: three,
    [B2]: last,
  });
  const other = (more: Partial<Observation> = {}) =>
    seenAt(KEY2, four(right(KEY2), right(KEY2), ABSENT, ABSENT), more);
  const [one, two] = [held("one.example"), held("two.example")];

  it.each<[string, Readonly<Record<string, DnsAnswer>>]>([
    ["as one host lacks it, too", four(right(KEY), right(KEY), ABSENT, ABSENT)],
    ["as each host holds another value", four(one, one, two, two)],
    ["as the other host has it", four(ABSENT, ABSENT, right(KEY), right(KEY))],
    ["though servers of one host differ", four(one, two, ABSENT, ABSENT)],
  ])("explain a difference, %s", (_, said) => {
    expect(detect([KEY, KEY2], [seenAt(KEY, said), other()])).toBeUndefined();
  });

  it.each<[string, Readonly<Record<string, DnsAnswer>>]>([
    ["the servers that lack it are of both hosts", four(right(KEY), ABSENT, ABSENT, ABSENT)],
    ["the servers that hold one value are of both hosts", four(one, two, two, two)],
  ])("explain none if %s", (_, said) => {
    expect(detect([KEY, KEY2], [seenAt(KEY, said), other()])?.code).toBe("NAME_SERVERS_DISAGREE");
  });

  it("explain none in another zone", () => {
    const known = [seenAt(KEY, four(one, one, two, two)), other({ zone: `_domainkey.${D}` })];
    expect(detect([KEY, KEY2], known)?.code).toBe("NAME_SERVERS_DISAGREE");
  });

  it("explain none while all may still get in step", () => {
    const known = [seenAt(KEY, four(one, one, two, two)), other()];
    expect(detect([KEY, KEY2], known, { remembered: { right: [] } })?.code).toBe("NAME_SERVERS_NOT_IN_STEP");
  });
});
