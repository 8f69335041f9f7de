import { describe, expect, it } from "vitest";
import {
  hasTermsOf,
  joinedLines,
  otherSenders,
  withAmazon,
  withoutFaults,
  withoutPassAll,
  withTermsOf,
} from "#core/diagnosis/model/spf-line";

/** Returns a line of exactly this length, with one include of Amazon SES and one of a long name. */
function lineOfLength(length: number): string {
  const start = "v=spf1 include:amazonses.com exp=";
  const end = ".x.example -all";
  const label = "a".repeat(60);
  const filled = `${label}.${label}.${label}.`.padEnd(length - start.length - end.length, "b");
  return `${start}${filled}${end}`;
}

it.each([
  ["v=spf1 -all", "v=spf1 include:amazonses.com -all"],
  ["v=spf1", "v=spf1 include:amazonses.com ~all"],
  ["", "v=spf1 include:amazonses.com ~all"],
  ["V=SPF1 a -all", "v=spf1 include:amazonses.com a -all"],
  ["  v=spf1   a    mx   ?all  ", "v=spf1 include:amazonses.com a mx ?all"],
  ["v=spf1 a include:amazonses.com -all", "v=spf1 include:amazonses.com a -all"],
  ["v=spf1 +include:amazonses.com ~include:AmazonSES.com. -all", "v=spf1 include:amazonses.com -all"],
  ["v=spf1 -include:amazonses.com ?include:amazonses.com -all", "v=spf1 include:amazonses.com -all"],
  ["v=spf1 include:x.amazonses.com -all", "v=spf1 include:amazonses.com include:x.amazonses.com -all"],
  [
    "v=spf1 include:amazonses.com.example -all",
    "v=spf1 include:amazonses.com include:amazonses.com.example -all",
  ],
  ["v=spf1 -all include:x.example", "v=spf1 include:amazonses.com include:x.example -all"],
  ["v=spf1 +all", "v=spf1 include:amazonses.com ~all"],
  ["v=spf1 ALL", "v=spf1 include:amazonses.com ~all"],
  ["v=spf1 -ALL", "v=spf1 include:amazonses.com -ALL"],
  ["v=spf1 ?all -all", "v=spf1 include:amazonses.com ?all"],
  ["v=spf1 a a mx a -all", "v=spf1 include:amazonses.com a mx -all"],
  ["v=spf1 redirect=_spf.x.example a", "v=spf1 include:amazonses.com a redirect=_spf.x.example"],
  ["v=spf1 redirect=_spf.x.example -all", "v=spf1 include:amazonses.com -all"],
  ["v=spf1 Redirect=a.example", "v=spf1 include:amazonses.com Redirect=a.example"],
  ["v=spf1 a exp=e.x.example -all", "v=spf1 include:amazonses.com a exp=e.x.example -all"],
])("adds Amazon SES to %j: %j", (line, added) => {
  expect(withAmazon(line)).toBe(added);
});

it("leaves out the terms that Amazon's replaces, and no others", () => {
  const line = "v=spf1 include=amazonses.com ip4:192.0.2.1 a -all";
  expect(withAmazon(line, ["include=amazonses.com", "ip4:192.0.2.1"])).toBe(
    "v=spf1 include:amazonses.com a -all",
  );
  expect(withAmazon(line, ["A"])).toBe(
    "v=spf1 include:amazonses.com include=amazonses.com ip4:192.0.2.1 a -all",
  );
});

it("adds Amazon SES to no line with a term that invalidates it", () => {
  expect(withAmazon("v=spf1 includes:x.example -all")).toBeUndefined();
});

it("adds Amazon SES in a line of 255 characters, and in none of 256", () => {
  const [longest, longer] = [lineOfLength(255), lineOfLength(256)];
  expect([longest.length, longer.length]).toEqual([255, 256]);
  expect(withAmazon(longest)).toBe(longest);
  expect(withAmazon(longer)).toBeUndefined();
});

describe("hasTermsOf", () => {
  it.each([
    ["v=spf1 a mx -all", "v=spf1 a -all", true],
    ["v=spf1 mx a -all", "v=spf1 a mx -all", true],
    ["v=spf1 +A -ALL", "v=spf1 a -all", true],
    ["v=spf1 a +all", "v=spf1 +a all", true],
    ["v=spf1 a -all", "v=spf1 a mx -all", false],
    ["v=spf1 a ~all", "v=spf1 a -all", false],
    ["v=spf1 -a -all", "v=spf1 a -all", false],
    ["v=spf1 a", "v=spf1 a redirect=x.example", false],
    ["v=spf1 a redirect=X.example", "v=spf1 a redirect=x.example", true],
    ["v=spf1", "v=spf1", true],
    ["v=spf1", "v=spf1 -all", false],
  ])("sees whether %j has the terms of %j: %s", (line, wanted, has) => {
    expect(hasTermsOf(line, wanted)).toBe(has);
  });
});

describe("withTermsOf", () => {
  it.each([
    ["v=spf1 a ~all", "v=spf1 include:x.example -all", "v=spf1 include:x.example a -all"],
    ["v=spf1 +A mx ~all", "v=spf1 a -all", "v=spf1 a mx -all"],
    ["v=spf1 a", "v=spf1 -all mx", "v=spf1 mx a -all"],
    ["v=spf1 a -all", "v=spf1 mx", "v=spf1 mx a -all"],
    ["v=spf1 a", "v=spf1 mx", "v=spf1 mx a ~all"],
    ["v=spf1 a -all", "v=spf1 mx redirect=w.example", "v=spf1 mx a redirect=w.example"],
    ["v=spf1 a redirect=o.example", "v=spf1 mx", "v=spf1 mx a redirect=o.example"],
    ["v=spf1 redirect=o.example", "v=spf1 mx -all", "v=spf1 mx include:o.example -all"],
    ["v=spf1 redirect=o.example ?all", "v=spf1 mx -all", "v=spf1 mx -all"],
    ["v=spf1 redirect=o.example -all", "v=spf1 mx -all", "v=spf1 mx -all"],
    ["v=spf1 redirect=o.example", "v=spf1 redirect=w.example", "v=spf1 include:o.example redirect=w.example"],
    ["v=spf1 a redirect=W.example", "v=spf1 redirect=w.example", "v=spf1 a redirect=w.example"],
    ["v=spf1 redirect=o.example", "v=spf1 include:o.example -all", "v=spf1 include:o.example -all"],
    ["v=spf1 a ?all", "v=spf1 +all", "v=spf1 a ~all"],
  ])("adds to %j the terms of %j", (line, wanted, both) => {
    expect(withTermsOf(line, wanted)).toBe(both);
  });

  it("makes no line with a term that invalidates it", () => {
    expect(withTermsOf("v=spf1 ipv4:192.0.2.1 -all", "v=spf1 a -all")).toBeUndefined();
  });
});

it.each([
  [["v=spf1 a -all", "v=spf1 mx ~all"], "v=spf1 a mx -all"],
  [["v=spf1 a", "v=spf1 mx ?all", "v=spf1 a ip4:192.0.2.1 -all"], "v=spf1 a mx ip4:192.0.2.1 ?all"],
  [["v=spf1 a", "v=spf1 mx"], "v=spf1 a mx ~all"],
  [["v=spf1 a +all", "v=spf1 mx -all"], "v=spf1 a mx ~all"],
  [["v=spf1 redirect=x.example", "v=spf1 mx -all"], "v=spf1 include:x.example mx -all"],
  [["v=spf1 mx -all", "v=spf1 a redirect=x.example"], "v=spf1 mx a include:x.example -all"],
  [
    ["v=spf1 REDIRECT=x.example", "v=spf1 redirect=y.example"],
    "v=spf1 include:x.example include:y.example ~all",
  ],
  [["v=spf1 redirect=x.example -all", "v=spf1 mx ~all"], "v=spf1 mx -all"],
  [["v=spf1 redirect=x.example ?all", "v=spf1 redirect=y.example"], "v=spf1 include:y.example ?all"],
  [["v=spf1 a a -all"], "v=spf1 a -all"],
  [["v=spf1 foo -all", "v=spf1 a -all"], undefined],
  [[], "v=spf1 ~all"],
])("joins %j", (lines, joined) => {
  expect(joinedLines(lines)).toBe(joined);
});

const hosts = (count: number) => Array.from({ length: count }, (_, index) => `a:h${index}.example`);

it("joins lines that need ten look-ups, and none that need eleven", () => {
  const ten = hosts(10).join(" ");
  expect(joinedLines([`v=spf1 ${ten} -all`, "v=spf1 a:h0.example ~all"])).toBe(`v=spf1 ${ten} -all`);
  expect(joinedLines([`v=spf1 ${ten} -all`, "v=spf1 mx ~all"])).toBeUndefined();
});

it.each(["ip4:192.0.2.1", "-ip6:2001:db8::1", "?IP4:192.0.2.1", "exp=e.x.example", "+ALL"])(
  "counts no look-up for %s",
  (term) => {
    const ten = hosts(10).join(" ");
    const kept = term === "+ALL" ? "" : `${term} `;
    expect(joinedLines([`v=spf1 ${ten}`, `v=spf1 ${term}`, "v=spf1 ~all"])).toBe(`v=spf1 ${ten} ${kept}~all`);
  },
);

it("counts the look-up of a redirect", () => {
  expect(joinedLines([`v=spf1 ${hosts(10).join(" ")} -all`, "v=spf1 redirect=x.example"])).toBeUndefined();
});

it.each([
  ["v=spf1 a -all", "v=spf1 a -all"],
  ["V=SPF1  a   -all ", "v=spf1 a -all"],
  ["v=spf1", "v=spf1"],
  ["v=spf1 foo a -all", "v=spf1 a -all"],
  ["v=spf1 foo a bar: ip4:x -all", "v=spf1 a -all"],
  ["v=spf1 exp=e.example a exp=f.example -all", "v=spf1 exp=e.example a -all"],
  ["v=spf1 exp=e.example a exp=e.example -all", "v=spf1 exp=e.example a -all"],
  ["v=spf1 foo a foo", "v=spf1 a"],
])("removes from %j what invalidates it", (line, valid) => {
  expect(withoutFaults(line)).toBe(valid);
});

it.each([
  ["v=spf1 a +all", "v=spf1 a ~all"],
  ["v=spf1 ALL", "v=spf1 ~all"],
  ["v=spf1 all mx", "v=spf1 ~all mx"],
  ["v=spf1 a -all", "v=spf1 a -all"],
  ["v=spf1 a ?all", "v=spf1 a ?all"],
  ["v=spf1 include:all.example", "v=spf1 include:all.example"],
  ["v=spf1  a:all", "v=spf1 a:all"],
  ["v=spf1", "v=spf1"],
])("replaces in %j an all that passes everybody by ~all, and keeps the rest", (line, changed) => {
  expect(withoutPassAll(line)).toBe(changed);
});

it.each([
  ["v=spf1 include:amazonses.com -all", []],
  ["v=spf1 ~include:AMAZONSES.com. ~ALL", []],
  ["v=spf1 exp=e.example -all", []],
  ["v=spf1 EXP=e.example ?all", []],
  ["v=spf1", []],
  ["v=spf1 a include:x.example exp=e.example include:amazonses.com +all", ["a", "include:x.example"]],
  ["v=spf1 redirect=x.example", ["redirect=x.example"]],
  ["v=spf1 include:amazonses.com.example", ["include:amazonses.com.example"]],
  ["v=spf1 a:exp=x", ["a:exp=x"]],
])("finds the other senders of %j", (line, terms) => {
  expect(otherSenders(line)).toEqual(terms);
});
