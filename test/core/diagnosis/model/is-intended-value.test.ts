import { expect, it } from "vitest";
import { isIntendedValue } from "#core/diagnosis/model/is-intended-value";
import { recordOf } from "./model-fixture.ts";

it.each([
  ["10 feedback-smtp.eu-west-1.amazonses.com", true],
  ["feedback-smtp.us-east-1.amazonses.com", true],
  ["0 FEEDBACK-SMTP.example", true],
  ["10 feedback-smtp", false],
  ["10 feedback-smtps.example", false],
  ["10 mx.feedback-smtp.example", false],
  ["10 wanted.example", false],
])("sees whether %j was meant as the MX of MAIL FROM: %s", (value, isMeant) => {
  const record = recordOf({ purpose: "mail-from-mx", type: "MX", values: ["wanted.example"] });
  expect(isIntendedValue(record, value)).toBe(isMeant);
});

it.each([
  ["v=spf1 include:amazonses.com ~all", true],
  ["v=spf1 include:AmazonSES.com", true],
  ["v=spf1 amazonses.com -all", true],
  ["v=spf1 include:x.amazonses.com ~all", false],
  ["v=spf1 include:amazonses.com.example ~all", false],
  ["v=spf1 include=amazonses.com ~all", false],
  ["v=spf1 include:amazonsesxcom ~all", false],
  ["v=spf1 include:x.example ~all", false],
  ["include:amazonses.com ~all", false],
  ["wanted", false],
])("sees whether %j was meant as the SPF record of MAIL FROM: %s", (value, isMeant) => {
  expect(isIntendedValue(recordOf({ purpose: "mail-from-spf", values: ["wanted"] }), value)).toBe(isMeant);
});

it.each([
  ["wanted", true],
  ["Wanted", false],
  ["wanted.", false],
  ["wanted.example.com", false],
  ["other", false],
])("takes the TXT %j for the required one: %s", (value, isMeant) => {
  expect(isIntendedValue(recordOf({ values: ["wanted", "other"] }), value)).toBe(isMeant);
});

it.each([
  ["CNAME", "key.dkim.example", "key.dkim.example", true],
  ["CNAME", "key.dkim.example", "key.dkim.example.example.com", true],
  ["CNAME", "Key.dkim.example", "key.DKIM.example", true],
  ["CNAME", "key.dkim.example", "key.dkim.examples", false],
  ["CNAME", "key.dkim.example", "a.key.dkim.example", false],
  ["CNAME", "key.dkim.example", "dkim.example", false],
  ["CNAME", "key.dkim.example", "10 key.dkim.example", false],
  ["MX", "mx.x.example", "10 mx.x.example", true],
  ["MX", "mx.x.example", "mx.x.example", true],
  ["MX", "10 mx.x.example", "20 mx.x.example", true],
  ["MX", "10 mx.x.example", "20 MX.x.example.example.com.", true],
  ["MX", "mx.x.example", "10 mx2.x.example", false],
  ["MX", "mx.x.example", "10 a.mx.x.example", false],
] as const)("takes, for the %s %j, the value %j for it: %s", (type, wanted, value, isMeant) => {
  expect(isIntendedValue(recordOf({ type, values: [wanted] }), value)).toBe(isMeant);
});

it("takes the name of a DKIM record's target for it, also with the domain appended", () => {
  const record = recordOf({ purpose: "dkim", type: "CNAME", values: ["t.dkim.amazonses.com"] });
  expect(isIntendedValue(record, "t.dkim.amazonses.com.example.com")).toBe(true);
  expect(isIntendedValue(record, "feedback-smtp.eu-west-1.amazonses.com")).toBe(false);
});

it("takes nothing for a record without a value", () => {
  expect(isIntendedValue(recordOf({ values: [] }), "wanted")).toBe(false);
  expect(isIntendedValue(recordOf({ type: "CNAME", values: [] }), "wanted.example")).toBe(false);
});
