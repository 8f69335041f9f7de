import { parse } from "dns-zonefile";
import { expect, it } from "vitest";
import { zoneFile } from "#core/instructions/files/zone-file";
import { requiredRecords } from "#core/records/required-records";
import { recordsFor, TOKENS } from "../../support/stages.ts";

it("makes three CNAMEs, one MX and one TXT out of SES's answer", () => {
  expect(
    recordsFor().map(({ purpose, name, type, value, priority }) => [purpose, name, type, value, priority]),
  ).toEqual([
    ...TOKENS.map((token) => [
      "dkim",
      `${token}._domainkey.oxfordstones.example`,
      "CNAME",
      `${token}.dkim.amazonses.com`,
      undefined,
    ]),
    ["mail-from-mx", "email.oxfordstones.example", "MX", "feedback-smtp.eu-west-1.amazonses.com", 10],
    ["mail-from-spf", "email.oxfordstones.example", "TXT", "v=spf1 include:amazonses.com ~all", undefined],
  ]);
});

it.each([
  ["us-east-1", "dkim.amazonses.com"],
  ["eu-central-2", "dkim.eu-central-2.amazonses.com"],
  ["af-south-1", "dkim.af-south-1.amazonses.com"],
])("follows SES's signing zone and the region %s", (region, signingHostedZone) => {
  const records = requiredRecords({
    identity: "d.example",
    mailFrom: "email.d.example",
    dkimTokens: ["t1", "t2", "t3"],
    signingHostedZone,
    region,
  });
  expect(records[0]?.value).toBe(`t1.${signingHostedZone}`);
  expect(records[3]?.value).toBe(`feedback-smtp.${region}.amazonses.com`);
});

it("writes a zone file that a parser of the format reads back", () => {
  const zone = parse(zoneFile(recordsFor()));
  expect(zone.cname?.map(({ name, alias, ttl }) => [name, alias, ttl])).toEqual(
    TOKENS.map((token) => [
      `${token}._domainkey.oxfordstones.example.`,
      `${token}.dkim.amazonses.com.`,
      3600,
    ]),
  );
  expect(zone.mx).toMatchObject([
    { name: "email.oxfordstones.example.", preference: 10, host: "feedback-smtp.eu-west-1.amazonses.com." },
  ]);
  expect(zone.txt?.map(({ name }) => name)).toEqual(["email.oxfordstones.example."]);
  expect(zone.txt?.[0]?.txt).toContain("v=spf1 include:amazonses.com ~all");
});

it("cuts a long text into character strings of 255 and escapes quotes and backslashes", () => {
  const value = `${"a".repeat(300)}"\\`;
  const [line = ""] = zoneFile([
    { purpose: "mail-from-spf", name: "d.example", type: "TXT", value, ttl: 60 },
  ]).split("\n");
  expect(line).toBe(`d.example.\t60\tIN\tTXT\t"${"a".repeat(255)}" "${"a".repeat(45)}\\"\\\\"`);
});
