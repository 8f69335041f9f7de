import { expect, it } from "vitest";
import { isSpf, spfIncludes } from "#core/dns/spf-record";

it.each(["v=spf1", "v=spf1 -all", "V=SPF1 include:a.example"])("takes %j for SPF", (text) => {
  expect(isSpf(text)).toBe(true);
});

it.each(["", "v=spf10 -all", "v=spf1-all", " v=spf1 -all", '"v=spf1 -all"', "spf1", "v=DMARC1; p=none"])(
  "takes %j for noise",
  (text) => {
    expect(isSpf(text)).toBe(false);
  },
);

it.each([
  ["v=spf1 include:amazonses.com ~all", ["amazonses.com"]],
  ["v=spf1 include:a.example include:amazonses.com -all", ["a.example", "amazonses.com"]],
  ["V=SPF1  INCLUDE:AmazonSES.com. ?ALL", ["amazonses.com"]],
  ["v=spf1 +include:amazonses.com", ["amazonses.com"]],
  [
    "v=spf1 a mx/24 a:b.example/28//64 ptr ip4:192.0.2.0/24 ip6:2001:db8::/32 exists:%{i}.x include:c.example",
    ["c.example"],
  ],
  ["v=spf1 unknown-modifier=x redirect=b.example include:c.example", ["c.example"]],
  ["v=spf1 ~all include:amazonses.com", []],
  ["v=spf1 -include:amazonses.com ~all", []],
  ["v=spf1 ~include:amazonses.com ~all", []],
  ["v=spf1 ?include:amazonses.com ~all", []],
  ["v=spf1 include:notamazonses.com ~all", ["notamazonses.com"]],
  ["v=spf1 include: amazonses.com ~all", []],
  ["v=spf1 inlcude:amazonses.com ~all", []],
  ["v=spf1 include:amazonses.com ~all:", []],
  ['v=spf1 include:amazonses.com ~all"', []],
  ["v=spf1 include:amazonses.com, ~all", ["amazonses.com,"]],
  ["v=spf1 include:amazonses.com ip4 ~all", []],
  ["v=spf1 include:amazonses.com ip4/24 ~all", []],
  ["v=spf1 include:amazonses.com ~all:x", []],
  ["v=spf1", []],
])("lets pass by include, in %j: %j", (record, includes) => {
  expect([...spfIncludes(record)]).toEqual(includes);
});
