import { describe, expect, it } from "vitest";
import type { DnsAnswer, Observation, ServerAnswer } from "#core/dns/observation";
import { answerGroups, isRightRecord, recordState, rightAt } from "#core/dns/record-state";
import type { RequiredRecord } from "#core/records/required-records";

const CNAME: RequiredRecord = {
  purpose: "dkim",
  name: "t1._domainkey.oxford.example",
  type: "CNAME",
  value: "t1.dkim.amazonses.com",
  ttl: 3600,
};
const MX: RequiredRecord = {
  purpose: "mail-from-mx",
  name: "email.oxford.example",
  type: "MX",
  value: "feedback-smtp.eu-west-1.amazonses.com",
  priority: 10,
  ttl: 3600,
};
const SPF: RequiredRecord = {
  purpose: "mail-from-spf",
  name: "email.oxford.example",
  type: "TXT",
  value: "v=spf1 include:amazonses.com ~all",
  ttl: 3600,
};

const NO_MAIL: RequiredRecord = { ...SPF, value: "v=spf1 -all" };
const DMARC: RequiredRecord = { ...SPF, name: "_dmarc.oxford.example", value: "v=DMARC1; p=none; pct=100" };

const wanted = ({ type, value }: RequiredRecord) => ({ type, values: [value] });
const records = (values: readonly string[], ttl = 300): DnsAnswer => ({ kind: "records", values, ttl });
const absent = (negativeTtl = 60): DnsAnswer => ({ kind: "absent", nxdomain: false, negativeTtl });
const unknown = (reason: "timeout" | "servfail" | "refused" | "lame" = "timeout"): DnsAnswer => ({
  kind: "unknown",
  reason,
});
const RIGHT = records([CNAME.value]);
const WRONG = records(["t9.dkim.amazonses.com"], 900);

const from = (prefix: string, answers: readonly DnsAnswer[]): ServerAnswer[] =>
  answers.map((answer, index) => ({
    server: `${prefix}${index + 1}`,
    address: `192.0.2.${index + 1}`,
    answer,
  }));

const sighting = (
  { name, type }: RequiredRecord,
  authoritative: readonly DnsAnswer[],
  recursive: readonly DnsAnswer[] = [],
): Observation => ({
  name,
  type,
  nameServers: authoritative.map((_, index) => `ns${index + 1}`),
  authoritative: from("ns", authoritative),
  recursive: from("r", recursive),
  aliases: [],
  zoneExists: "yes",
});

describe("one name server's records", () => {
  const mx = MX.value;
  it.each<[RequiredRecord, string[], string]>([
    [CNAME, ["t1.dkim.amazonses.com"], "right"],
    [CNAME, ["T1.DKIM.AmazonSES.com."], "right"],
    [CNAME, ["t2.dkim.amazonses.com"], "wrong"],
    [CNAME, ["t1.dkim.amazonses.com.oxford.example"], "wrong"],
    [CNAME, ["t1.dkim.amazonses.co"], "wrong"],
    [CNAME, ["t1.dkim.amazonses.com", "other.example"], "conflicting"],
    [CNAME, [], "missing"],
    [MX, [`10 ${mx}`], "right"],
    [MX, [`0 ${mx.toUpperCase()}.`], "right"],
    [MX, [`10 10.${mx}`], "wrong"],
    [MX, ["10 feedback-smtp.us-east-1.amazonses.com"], "wrong"],
    [MX, ["0 ."], "wrong"],
    [MX, ["10 a.example", "20 b.example"], "wrong"],
    [MX, [`10 ${mx}`, "20 b.example"], "conflicting"],
    [MX, [`10 ${mx}`, `20 ${mx}`], "conflicting"],
    [MX, [], "missing"],
    [SPF, ["v=spf1 include:amazonses.com ~all"], "right"],
    [SPF, ["v=spf1 include:amazonses.com -all"], "right"],
    [SPF, ["v=spf1 include:amazonses.com ?all"], "right"],
    [SPF, ["v=spf1 include:amazonses.com +all"], "right"],
    [SPF, ["v=spf1 include:amazonses.com"], "right"],
    [SPF, ["v=spf1 mx include:other.example include:AMAZONSES.com ~all"], "right"],
    [SPF, ["v=spf1 include:amazonses.com ~all", "some-verification=1"], "right"],
    [SPF, ["v=spf1 ~all include:amazonses.com"], "wrong"],
    [SPF, ["v=spf1 include:xamazonses.com ~all"], "wrong"],
    [SPF, ["v=spf1 include:amazonses.com.example ~all"], "wrong"],
    [SPF, ["v=spf1 -all"], "wrong"],
    [SPF, ["v=spf1 include:amazonses.com ~all", "v=spf1 -all"], "conflicting"],
    [SPF, ["v=spf1 mx -all", "v=spf1 -all"], "conflicting"],
    [SPF, ["include:amazonses.com"], "missing"],
    [SPF, ['"v=spf1 include:amazonses.com ~all"'], "missing"],
    [SPF, [], "missing"],
    [NO_MAIL, ["v=spf1 -all"], "right"],
    [NO_MAIL, ["V=SPF1  -ALL "], "right"],
    [NO_MAIL, ["v=spf1 ~all"], "wrong"],
    [NO_MAIL, ["v=spf1 a -all"], "wrong"],
    [DMARC, ["v=DMARC1; p=none; pct=100"], "right"],
    [DMARC, ["v=DMARC1;PCT=100;P=NONE;rua=mailto:d@oxford.example"], "right"],
    [DMARC, ["v=DMARC1; p=none; pct=50"], "wrong"],
    [DMARC, ["v=DMARC1; p=none"], "wrong"],
    [DMARC, ["noise", "v=DMARC1; p=none; pct=100"], "right"],
    [DMARC, ["noise"], "missing"],
  ])("$0.type $1 is $2", (required, values, state) => {
    expect(recordState(wanted(required), sighting(required, [records(values)])).state).toBe(state);
    expect(isRightRecord(wanted(required), values)).toBe(state === "right");
  });

  it("shows only SPF records as seen for SPF", () => {
    const held = records(["v=spf1 -all", "noise"]);
    expect(recordState(wanted(SPF), sighting(SPF, [held, held])).seen).toEqual(["v=spf1 -all"]);
  });
});

it("says of each server that answered whether it is right", () => {
  const answers = from("ns", [RIGHT, WRONG, unknown(), absent()]);
  expect(rightAt(wanted(CNAME), answers).toSorted((a, b) => a.server.localeCompare(b.server))).toEqual([
    { server: "ns1", isRight: true },
    { server: "ns2", isRight: false },
    { server: "ns4", isRight: false },
  ]);
});

describe("several name servers", () => {
  it.each<[string, DnsAnswer[], string, string[]]>([
    ["all right", [RIGHT, RIGHT], "right", []],
    [
      "right, the others silent",
      [RIGHT, unknown(), unknown("servfail"), unknown("refused")],
      "right",
      ["ns2", "ns3", "ns4"],
    ],
    ["absent, the others silent", [absent(), unknown()], "missing", ["ns2"]],
    ["one absent", [RIGHT, absent()], "missing", []],
    ["one wrong", [RIGHT, WRONG], "wrong", []],
    ["wrong and absent", [absent(), WRONG], "wrong", []],
    ["conflicting and wrong", [WRONG, records([CNAME.value, "x.example"])], "conflicting", []],
    ["time-outs", [unknown(), unknown()], "unknown", ["ns1", "ns2"]],
    ["SERVFAIL", [unknown("servfail")], "unknown", ["ns1"]],
    ["REFUSED", [unknown("refused")], "unknown", ["ns1"]],
    ["lame", [unknown("lame")], "unknown", ["ns1"]],
    ["none", [], "unknown", []],
  ])("%s", (_, answers, state, unanswered) => {
    const judged = recordState(wanted(CNAME), sighting(CNAME, answers));
    expect(judged).toMatchObject({ state, unanswered });
    const spread = state === "right" || state === "unknown" ? "unknown" : "not-at-name-servers";
    expect(judged.propagation).toBe(spread);
  });
});

describe("a right record at resolvers", () => {
  it.each<[string, DnsAnswer[], string, number | undefined]>([
    ["right at all", [RIGHT, RIGHT], "everywhere", undefined],
    ["right at one, no answer from the other", [RIGHT, unknown()], "everywhere", undefined],
    ["absence cached at one", [RIGHT, absent(42)], "cached-elsewhere", 42],
    ["absence and an old value cached", [WRONG, absent(42)], "cached-elsewhere", 900],
    ["no answer", [unknown("servfail"), unknown()], "unknown", undefined],
  ])("%s", (_, answers, propagation, cachedUntilSeconds) => {
    const judged = recordState(wanted(CNAME), sighting(CNAME, [RIGHT], answers));
    expect(judged.state).toBe("right");
    expect(judged.propagation).toBe(propagation);
    expect(judged.cachedUntilSeconds).toBe(cachedUntilSeconds);
  });

  it("names the resolvers that did not answer", () => {
    const judged = recordState(wanted(CNAME), sighting(CNAME, [RIGHT, unknown()], [RIGHT, unknown()]));
    expect(judged.unanswered).toEqual(["ns2", "r2"]);
  });
});

describe("servers that hold the same", () => {
  const TOKEN = { type: "TXT", values: ["sendworthy=abc"] } as const;
  const at = (wanted: Parameters<typeof answerGroups>[0], ...answers: DnsAnswer[]) =>
    answerGroups(wanted, from("ns", answers)).map(({ state, servers }) => [state, servers.length]);

  it("are one group, also where the right record is among other texts", () => {
    expect(at(TOKEN, records(["sendworthy=abc"]), records(["other", "sendworthy=abc"]))).toEqual([
      ["right", 2],
    ]);
  });

  it("are one group where it is missing, whatever other texts they hold", () => {
    expect(at(TOKEN, absent(), records(["other"]), records(["another"]))).toEqual([["missing", 3]]);
  });

  it("are two groups where they hold different wrong values", () => {
    const other = records(["t8.dkim.amazonses.com"]);
    expect(at(wanted(CNAME), WRONG, other, WRONG)).toEqual([
      ["wrong", 2],
      ["wrong", 1],
    ]);
  });

  it("are listed with their values in order, whichever server comes first", () => {
    const held = recordState(
      wanted(MX),
      sighting(MX, [records(["20 z.example"]), records(["10 a.example"])]),
    );
    expect(held.seen).toEqual(["10 a.example", "20 z.example"]);
    const [group] = answerGroups(wanted(MX), from("ns", [records(["20 z.example", "10 a.example"])]));
    expect(group?.values).toEqual(["10 a.example", "20 z.example"]);
  });
});

it("reads a DMARC record by its tags, in any order and case, with further tags", () => {
  const held = (text: string) => isRightRecord(wanted(DMARC), [text]);
  expect(held("V=DMARC1; PCT=100; p=None; rua=mailto:d@oxford.example")).toBe(true);
  expect(held("v=DMARC1; p=none")).toBe(false);
  expect(held("v=DMARC1; p=reject; pct=100")).toBe(false);
});
