import { expect, it } from "vitest";
import { dmarcTags, isNearlyDmarc } from "#core/dns/dmarc-record";

it.each([
  ["v=DMARC1; p=none", { v: "DMARC1", p: "none" }],
  ["V=DMARC1; P = Reject ;", { v: "DMARC1", p: "Reject" }],
  ["v=DMARC1; p=none; p=reject", { v: "DMARC1", p: "none" }],
  ["v=DMARC1; rua=mailto:d@x.example?a=b; ;", { v: "DMARC1", rua: "mailto:d@x.example?a=b" }],
])("reads the tags of %j", (text, tags) => {
  expect(Object.fromEntries(dmarcTags(text))).toEqual(tags);
});

it.each([
  ["v=DMARC1; p=none", false],
  ["v=dmarc1; p=none", true],
  [" v = DMARC 1; p=none", true],
  ['"v=DMARC1; p=none"', true],
  ["v=spf1 -all", false],
])("sees whether %j was meant as DMARC but is ignored: %s", (text, isMeant) => {
  expect(isNearlyDmarc(text)).toBe(isMeant);
});
