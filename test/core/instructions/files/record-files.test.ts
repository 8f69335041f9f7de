import { describe, expect, it } from "vitest";
import { RECORD_FILES, type RecordFileName } from "#core/instructions/files/record-files";
import { advisedRecordOf } from "#core/records/advised-record";
import { BEGUN_AT, onboardingOf, RECORDS } from "../../../support/onboarding-fixture.ts";

const write = (name: keyof typeof RECORD_FILES) => RECORD_FILES[name].write(onboardingOf());
const DOLLAR = "$";
const token = "a".repeat(32);

describe("the zone file", () => {
  it("has absolute names and no directive, so that it fits into any zone", () => {
    const lines = write("zone").trimEnd().split("\n");
    expect(lines).toHaveLength(5);
    for (const line of lines)
      expect(line).toMatch(/^[\w.-]+\.oxfordstones\.example\.\t3600\tIN\t(CNAME|MX|TXT)\t/);
  });

  it("makes Cloudflare proxy no CNAME", () => {
    const tagged = write("zone").match(/^.*; cf_tags=cf-proxied:false$/gm) ?? [];
    expect(tagged).toHaveLength(3);
    for (const line of tagged) expect(line).toContain("CNAME");
  });
});

it("writes the priority of an MX record", () => {
  const records = RECORDS.map((one) => (one.type === "MX" ? { ...one, priority: 20 } : one));
  const mx = "feedback-smtp.eu-west-1.amazonses.com";
  expect(RECORD_FILES.zone.write(onboardingOf({ records }))).toContain(`\tIN\tMX\t20 ${mx}.\n`);
  expect(RECORD_FILES.csv.write(onboardingOf({ records }))).toContain(`"${mx}","20","3600"`);
});

it("writes a spreadsheet with one record a row", () => {
  const rows = write("csv").split("\r\n");
  expect(rows[0]).toBe('"Type","Zone","Host","Full name","Value","Priority","TTL","Optional"');
  expect(rows[1]).toBe(
    `"CNAME","oxfordstones.example","${token}._domainkey","${token}._domainkey.oxfordstones.example","${token}.dkim.amazonses.com","","3600","no"`,
  );
  expect(rows[4]).toBe(
    '"MX","oxfordstones.example","email","email.oxfordstones.example","feedback-smtp.eu-west-1.amazonses.com","10","3600","no"',
  );
  expect(rows).toHaveLength(7);
});

it("writes a list for scripts", () => {
  expect(JSON.parse(write("json"))).toEqual({
    records: RECORDS.map((record) => ({
      ...record,
      zone: "oxfordstones.example",
      host: record.name.replace(".oxfordstones.example", ""),
      optional: false,
    })),
  });
});

describe("Terraform", () => {
  it("has the resources of Route 53, the MX priority in its value", () => {
    const text = write("route53.tf");
    expect(text.match(/^resource "aws_route53_record" "\w+" \{$/gm)).toHaveLength(5);
    expect(text).toContain('  records = ["10 feedback-smtp.eu-west-1.amazonses.com"]');
    expect(text).toContain(`  name    = "${token}._domainkey.oxfordstones.example"`);
    expect(text).toContain('  records = ["v=spf1 include:amazonses.com ~all"]');
  });

  it("has the resources of Cloudflare, none of them proxied", () => {
    const text = write("cloudflare.tf");
    expect(text.match(/^resource "cloudflare_dns_record" "\w+" \{$/gm)).toHaveLength(5);
    expect(text.match(/^ {2}proxied += false$/gm)).toHaveLength(5);
    expect(text).toContain("  priority = 10");
    expect(text).toContain('  content = "\\"v=spf1 include:amazonses.com ~all\\""');
  });

  it("escapes values, so that none is read as an expression", () => {
    const records = RECORDS.map((record) => ({ ...record, value: `a"${DOLLAR}{var.x}%{ for }` }));
    const text = RECORD_FILES["route53.tf"].write(onboardingOf({ records }));
    expect(text).toContain(`a\\"${DOLLAR}${DOLLAR}{var.x}%%{ for }`);
  });
});

it("writes a CloudFormation template whose records stay when the stack goes", () => {
  const { Resources } = JSON.parse(write("cloudformation.json"));
  expect(Resources.Records).toMatchObject({ Type: "AWS::Route53::RecordSetGroup", DeletionPolicy: "Retain" });
  const { RecordSets } = Resources.Records.Properties;
  expect(RecordSets).toHaveLength(5);
  expect(RecordSets[0]).toEqual({
    ...{ Name: `${token}._domainkey.oxfordstones.example.`, Type: "CNAME", TTL: "3600" },
    ResourceRecords: [`${token}.dkim.amazonses.com`],
  });
  expect(RecordSets[3]).toEqual({
    ...{ Name: "email.oxfordstones.example.", Type: "MX", TTL: "3600" },
    ResourceRecords: ["10 feedback-smtp.eu-west-1.amazonses.com"],
  });
  expect(RecordSets[4].ResourceRecords).toEqual(['"v=spf1 include:amazonses.com ~all"']);
});

it("writes calls of DNSControl that extend the zone", () => {
  const text = write("dnscontrol.js");
  const calls: unknown[][] = [];
  const record =
    (type: string) =>
    (...given: unknown[]) => [type, ...given];
  const run = new Function("D_EXTEND", "CNAME", "MX", "TXT", "TTL", text);
  const extend = (...given: unknown[]) => void calls.push(given);
  run(extend, record("CNAME"), record("MX"), record("TXT"), (seconds: number) => ({ ttl: seconds }));
  expect(calls[0]?.[0]).toBe("oxfordstones.example");
  expect(calls[0]).toContainEqual([
    ...["MX", "email", 10, "feedback-smtp.eu-west-1.amazonses.com."],
    { ttl: 3600 },
  ]);
  expect(calls[0]).toContainEqual(["TXT", "email", "v=spf1 include:amazonses.com ~all", { ttl: 3600 }]);
});

it("writes a zone of octoDNS, with names in natural order", () => {
  const names = ["b10", "b9", "10a", "a"].map((label) => `${label}._domainkey.oxfordstones.example`);
  const records = names.map((name) => ({ ...(RECORDS[0] ?? expect.fail()), name }));
  const text = RECORD_FILES["octodns.yaml"].write(onboardingOf({ records }));
  expect([...text.matchAll(/^"(.+)":$/gm)].map(([, name]) => name)).toEqual(
    ["10a", "a", "b9", "b10"].map((label) => `${label}._domainkey`),
  );
  expect(write("octodns.yaml")).toContain(
    '  - {"ttl":3600,"type":"MX","value":{"exchange":"feedback-smtp.eu-west-1.amazonses.com.","preference":10}}',
  );
});

describe("the optional DMARC record", () => {
  const record = advisedRecordOf("oxfordstones.example", "dmarc@platform.example");
  const written = (state: "offered" | "right" | "not-needed" | "not-known") => (name: RecordFileName) =>
    RECORD_FILES[name].write(onboardingOf({ advised: { at: BEGUN_AT, state, record } }));
  const NAMES = Object.keys(RECORD_FILES) as RecordFileName[];

  it.each(NAMES)("is the sixth of %s, and is marked there", (name) => {
    for (const state of ["offered", "right"] as const) {
      const text = written(state)(name);
      expect(text).toContain("_dmarc");
      expect(text).toContain("rua=mailto:dmarc@platform.example");
      expect(text).toMatch(/optional|"yes"/i);
    }
  });

  it.each(NAMES)("is in no %s where another policy applies, or none is known", (name) => {
    for (const state of ["not-needed", "not-known"] as const)
      expect(written(state)(name)).toBe(RECORD_FILES[name].write(onboardingOf()));
  });

  it("is a group of its own in CloudFormation, so that it can be taken out", () => {
    const { Resources } = JSON.parse(written("offered")("cloudformation.json"));
    expect(Resources.Records.Properties.RecordSets).toHaveLength(5);
    expect(Resources.OptionalRecord).toMatchObject({ DeletionPolicy: "Retain" });
    expect(Resources.OptionalRecord.Properties.RecordSets).toHaveLength(1);
  });
});
