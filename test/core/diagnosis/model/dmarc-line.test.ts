import { expect, it } from "vitest";
import { repairedDmarc, strictestDmarc } from "#core/diagnosis/model/dmarc-line";
import { DMARC_FAULTS } from "#core/diagnosis/sentences/dmarc";

const { backslashes, quotes, version, noPolicy, unknownTag, twice, value } = DMARC_FAULTS;

it.each([
  "v=DMARC1; p=none",
  "v=DMARC1; p=reject; sp=quarantine; np=none; adkim=s; aspf=r; psd=n; t=y; pct=50",
  "v=DMARC1; p=none; rua=mailto:a@x.example,mailto:b@x.example!10m; ruf=mailto:c@x.example; fo=1:d:s; rf=afrf; ri=86400",
])("leaves %j as it is", (line) => {
  expect(repairedDmarc(line)).toEqual({ text: line, faults: [] });
});

it.each([
  ["v=DMARC1;p=none", "v=DMARC1; p=none"],
  ["v=DMARC1; p=none;", "v=DMARC1; p=none"],
  ["v=DMARC1 ;; p = none ; ;", "v=DMARC1; p=none"],
  ["v = DMARC1; p=none", "v=DMARC1; p=none"],
  ["V=DMARC1; P=none", "v=DMARC1; p=none"],
  ["v=DMARC1; p=Reject", "v=DMARC1; p=reject"],
  ["v=DMARC1; p=none; SP=QUARANTINE", "v=DMARC1; p=none; sp=quarantine"],
  ["v=DMARC1; p:reject", "v=DMARC1; p=reject"],
  ["v=DMARC1; v=DMARC1; p=reject", "v=DMARC1; p=reject"],
  ["v=DMARC1; rua=mailto:A@x.example; p=none", "v=DMARC1; p=none; rua=mailto:A@x.example"],
])("writes %j as %j without a fault", (line, text) => {
  expect(repairedDmarc(line)).toEqual({ text, faults: [] });
});

it.each([
  ["v=DMARC1\\; p=none\\; pct=50", "v=DMARC1; p=none; pct=50", backslashes],
  ['v=DMARC1; p="reject"', "v=DMARC1; p=reject", quotes],
  ['"v=DMARC1; p=reject"', "v=DMARC1; p=reject", quotes],
  ["v=DMARC1; p=“reject", "v=DMARC1; p=reject", quotes],
  ["v=DMARC1; p=reject”", "v=DMARC1; p=reject", quotes],
  ["v=dmarc1; p=none", "v=DMARC1; p=none", version],
  ["v=DMARC 1; p=none", "v=DMARC1; p=none", version],
  ["v=DMARCv1; p=quarantine", "v=DMARC1; p=quarantine", version],
  ["v=DMARC; p=none", "v=DMARC1; p=none", version],
  ["DMARC1; p=none", "v=DMARC1; p=none", version],
  ["v=DMARC1 p=reject; pct=50", "v=DMARC1; p=reject; pct=50", version],
  ["v=DMARC1, p=reject", "v=DMARC1; p=reject", version],
  ["v=DMARC1: p=reject", "v=DMARC1; p=reject", version],
  ["v=DMARC1. p=reject", "v=DMARC1; p=reject", version],
  ["p=reject; pct=50", "v=DMARC1; p=reject; pct=50", version],
  ["v=DMARC1", "v=DMARC1; p=none", noPolicy],
  ["v=DMARC1; pct=50", "v=DMARC1; p=none; pct=50", noPolicy],
  ["v=DMARC1; sp=reject", "v=DMARC1; p=reject; sp=reject", noPolicy],
  ["v=DMARC1; p=none; policy=reject", "v=DMARC1; p=none", unknownTag("policy=reject")],
  ["v=DMARC1; p=none; reject", "v=DMARC1; p=none", unknownTag("reject")],
])("corrects %j to %j and names one fault", (line, text, fault) => {
  expect(repairedDmarc(line)).toEqual({ text, faults: [fault] });
});

it("names both the version and the missing policy of an empty text", () => {
  expect(repairedDmarc("")).toEqual({ text: "v=DMARC1; p=none", faults: [version, noPolicy] });
});

it("names every fault in the order of the record", () => {
  expect(repairedDmarc('v=dmarc1\\; p="monitor"; what; pct=150')).toEqual({
    text: "v=DMARC1; p=none",
    faults: [backslashes, quotes, version, value("p", "monitor"), unknownTag("what"), value("pct", "150")],
  });
});

it.each([
  ["p=rejected", "p=reject"],
  ["p=REJ", "p=reject"],
  ["p=Quarantined", "p=quarantine"],
  ["p=quar", "p=quarantine"],
  ["p=none.", "p=none"],
  ["p=reject,", "p=reject"],
  ["p=monitor", "p=none"],
  ["p=", "p=none"],
  ["p=unreject", "p=none"],
  ["p=none; sp=rejects", "p=none; sp=reject"],
  ["p=none; np=quarantines", "p=none; np=quarantine"],
  ["p=none; sp=monitor", "p=none"],
  ["p=none; np=monitor", "p=none"],
  ["p=none; adkim=strict", "p=none"],
  ["p=none; adkim=s,r", "p=none"],
  ["p=none; aspf=x", "p=none"],
  ["p=none; psd=x", "p=none"],
  ["p=none; t=1", "p=none"],
  ["p=none; pct=101", "p=none"],
  ["p=none; pct=50,", "p=none; pct=50"],
  ["p=none; fo=", "p=none"],
  ["p=none; fo=1 d", "p=none"],
  ["p=none; rf=afrf iodef", "p=none"],
  ["p=none; ri=1 day", "p=none"],
  ["p=none; rua=", "p=none"],
  ["p=none; rua=nobody", "p=none"],
  ["p=none; rua=a@b@x.example", "p=none"],
  ["p=none; rua=a@x.example", "p=none; rua=mailto:a@x.example"],
  ["p=none; rua=mailto:a@x.example.", "p=none; rua=mailto:a@x.example"],
  ["p=none; rua=a@x.example, nobody,mailto:b@x.example", "p=none; rua=mailto:a@x.example,mailto:b@x.example"],
  ["p=none; ruf=nobody", "p=none"],
  ["p=none; ruf=a@x.example", "p=none; ruf=mailto:a@x.example"],
  ["p=none; ruf=a@x.example, b@x.example", "p=none; ruf=mailto:a@x.example,mailto:b@x.example"],
])("corrects the value of the last tag of %j to %j", (tags, corrected) => {
  const [, tag = "", held = ""] = /(\w+)=([^;=]*)$/.exec(tags) ?? [];
  expect(repairedDmarc(`v=DMARC1; ${tags}`)).toEqual({
    text: `v=DMARC1; ${corrected}`,
    faults: [value(tag, held.trim())],
  });
});

it("keeps a list of report addresses with spaces, which RFC 9989 allows", () => {
  const line = "v=DMARC1; p=none; rua=mailto:a@x.example, mailto:b@x.example";
  expect(repairedDmarc(line)).toEqual({ text: line, faults: [] });
});

it.each([
  ["p=none; p=reject", "p=reject", "p"],
  ["p=reject; p=none", "p=reject", "p"],
  ["p=none; p=Reject", "p=reject", "p"],
  ["p=Quarantine; p=none", "p=quarantine", "p"],
  ["p=quarantine; p=rejected", "p=reject", "p"],
  ["p=none; sp=none; sp=quarantine", "p=none; sp=quarantine", "sp"],
  ["p=none; np=reject; np=quarantine", "p=none; np=reject", "np"],
  ["p=none; sp=none; sp=monitor", "p=none; sp=none", "sp"],
  ["p=none; pct=50; pct=100", "p=none; pct=50", "pct"],
  ["p=none; fo=1; fo=none", "p=none; fo=1", "fo"],
  ["p=none; rua=mailto:a@x.example; rua=mailto:b@x.example", "p=none; rua=mailto:a@x.example", "rua"],
])("keeps the strictest policy, and else the first value, of %j", (tags, kept, tag) => {
  expect(repairedDmarc(`v=DMARC1; ${tags}`)).toEqual({ text: `v=DMARC1; ${kept}`, faults: [twice(tag)] });
});

it("takes the second value of a tag whose first value says nothing", () => {
  expect(repairedDmarc("v=DMARC1; p=none; sp=monitor; sp=reject")).toEqual({
    text: "v=DMARC1; p=none; sp=reject",
    faults: [value("sp", "monitor")],
  });
});

it("keeps a record of 255 characters, and the policy alone of a longer one", () => {
  const start = "v=DMARC1; p=quarantine; rua=mailto:";
  const end = "@x.example";
  const longest = `${start}${"a".repeat(255 - start.length - end.length)}${end}`;
  expect(repairedDmarc(longest)).toEqual({ text: longest, faults: [] });
  const longer = longest.replace("@", "a@");
  expect(repairedDmarc(longer)).toEqual({ text: "v=DMARC1; p=quarantine", faults: [] });
});

it.each([
  [["v=DMARC1; p=none", "v=DMARC1; p=reject", "v=DMARC1; p=quarantine"], "v=DMARC1; p=reject"],
  [["v=DMARC1; p=quarantine", "v=DMARC1; p=none"], "v=DMARC1; p=quarantine"],
  [["v=DMARC1; p=none; pct=1", "v=DMARC1; p=none; pct=2"], "v=DMARC1; p=none; pct=1"],
  [["v=DMARC1", "v=DMARC1; p=none"], "v=DMARC1"],
  [["v=DMARC1; p=none", "v=DMARC1"], "v=DMARC1; p=none"],
  [["v=spf1 -all", "v=DMARC1; p=Quarantine"], "v=DMARC1; p=Quarantine"],
  [["v=spf1 -all"], "v=spf1 -all"],
  [[], undefined],
])("finds the strictest of %j", (lines, strictest) => {
  expect(strictestDmarc(lines)).toBe(strictest);
});
