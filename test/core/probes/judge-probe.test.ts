import { describe, expect, it } from "vitest";
import type { DnsAnswer } from "#core/dns/observation";
import { fingerprint, type ProbedRecord } from "#core/onboarding/probe-plan";
import { isRightEverywhere, judgeProbe, newlyRight } from "#core/probes/judge-probe";

const SPF = "v=spf1 include:amazonses.com ~all";
const ABSENT: DnsAnswer = { kind: "absent", nxdomain: true, negativeTtl: 300 };
const SILENT: DnsAnswer = { kind: "unknown", reason: "timeout" };

const spf: ProbedRecord = { name: "email.a.example", type: "TXT", value: SPF, right: false, seen: [] };
const key: ProbedRecord = { ...spf, name: "k._domainkey.a.example", type: "CNAME", value: "k.dkim.example" };

function held(...values: readonly string[]): DnsAnswer {
  return { kind: "records", values, ttl: 300 };
}

describe("a record is newly right at a server", () => {
  it.each<[string, ProbedRecord, DnsAnswer, readonly ProbedRecord[]]>([
    ["if the server holds it and the last check did not find it", spf, held(SPF), [spf]],
    ["but not if the last check found it right", { ...spf, right: true }, held(SPF), []],
    ["but not if the server holds another value", spf, held("v=spf1 -all"), []],
    ["but not if the server holds none", spf, ABSENT, []],
    ["but not if the server does not answer", spf, SILENT, []],
  ])("%s", (_, record, answer, expected) => {
    expect(newlyRight({ records: [record] }, [answer])).toEqual(expected);
  });

  it("each by its own answer; a missing answer shows nothing", () => {
    expect(newlyRight({ records: [spf, key] }, [ABSENT, held("k.dkim.example")])).toEqual([key]);
    expect(newlyRight({ records: [spf, key] }, [held(SPF)])).toEqual([spf]);
  });
});

it.each<[string, boolean, readonly DnsAnswer[]]>([
  ["right everywhere if all servers hold it", true, [held(SPF), held(SPF)]],
  ["right everywhere if a server is silent and the others hold it", true, [SILENT, held(SPF)]],
  ["not right everywhere if one server holds none", false, [held(SPF), ABSENT]],
  ["not right everywhere if one server holds another value", false, [held(SPF), held("v=spf1 -all")]],
  ["not right everywhere if all servers are silent", false, [SILENT, SILENT]],
  ["not right everywhere if no server was asked", false, []],
])("a record is %s", (_, expected, answers) => {
  expect(isRightEverywhere(spf, answers)).toBe(expected);
});

describe("a value is a change since the last check", () => {
  it.each<[string, ProbedRecord, DnsAnswer]>([
    ["if it is of the wanted kind and new", spf, held("v=spf1 -all")],
    ["if it is of the wanted kind in capitals", spf, held("V=SPF1 -all")],
    ["if the wanted value has capitals", { ...spf, value: `V=SPF1${SPF.slice(6)}` }, held("v=spf1 -all")],
    ["if it stands among others that are known", spf, held("hello", "v=spf1 -all")],
    ["if it is an alias, whatever it says", key, held("parking.example")],
    ["if the right record is gone", { ...spf, right: true }, ABSENT],
    ["if the right record has another value", { ...spf, right: true }, held("hello")],
    [
      "if seven values are known, but not this one",
      { ...key, seen: [1, 2, 3, 4, 5, 6, 7] },
      held("new.example"),
    ],
  ])("%s", (_, record, answer) => {
    expect(judgeProbe({ records: [record] }, [answer], [])).toBe("change");
  });

  it.each<[string, ProbedRecord, readonly DnsAnswer[]]>([
    ["if it serves another purpose", spf, [held("google-site-verification=1")]],
    ["if it only ends like the wanted kind", spf, [held("note v=spf1")]],
    ["if the last check saw it", { ...spf, seen: [fingerprint("v=spf1 -all")] }, [held("v=spf1 -all")]],
    ["if eight values are known", { ...key, seen: [1, 2, 3, 4, 5, 6, 7, 8] }, [held("new.example")]],
    ["if there is none, as before", spf, [ABSENT]],
    ["if the right record is still there", { ...spf, right: true }, [held(SPF)]],
    ["if the server is silent", { ...spf, right: true }, [SILENT]],
    ["if there is no answer", { ...spf, right: true }, []],
    ["if it is the wanted one, which only one server holds", spf, [held(SPF)]],
  ])("but not %s", (_, record, answers) => {
    expect(judgeProbe({ records: [record] }, answers, [])).toBeUndefined();
  });
});

describe("records that all servers have come to hold", () => {
  const answers = [held(SPF), ABSENT];

  it("are progress while another is missing", () => {
    expect(judgeProbe({ records: [spf, key] }, answers, [spf])).toBe("progress");
  });

  it("make all right if every other was right, or came too", () => {
    expect(judgeProbe({ records: [spf, { ...key, right: true }] }, [held(SPF)], [spf])).toBe("all-right");
    expect(judgeProbe({ records: [spf, key] }, [], [key, spf])).toBe("all-right");
  });

  it("are no news if they were right before", () => {
    expect(judgeProbe({ records: [{ ...spf, right: true }] }, [held(SPF)], [spf])).toBeUndefined();
  });

  it("are told apart by name and by type", () => {
    const other = { ...spf, type: "MX" } as const;
    expect(judgeProbe({ records: [spf] }, [held(SPF)], [other])).toBeUndefined();
    expect(judgeProbe({ records: [spf] }, [held(SPF)], [{ ...spf, name: "a.example" }])).toBeUndefined();
  });

  it("do not hide a change", () => {
    expect(judgeProbe({ records: [spf, key] }, [held(SPF), held("parking.example")], [spf])).toBe("change");
  });
});
