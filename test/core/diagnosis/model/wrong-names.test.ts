import { expect, it } from "vitest";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import { wrongNames } from "#core/diagnosis/model/wrong-names";
import { examinedOf } from "./model-fixture.ts";

interface Setting {
  readonly domain?: string;
  readonly mailFrom?: string;
  readonly registrable?: string;
  readonly zone?: string;
}

/** Returns the wrong names as lines of mistake, name and part. */
function namesOf(record: Partial<ExpectedRecord>, setting: Setting = {}): readonly string[] {
  const { domain = "example.com", mailFrom, registrable = "example.com", zone = registrable } = setting;
  const place = { zone, nameServers: [], host: "" };
  const subject = { domain, records: [], ...(mailFrom === undefined ? {} : { mailFrom }) };
  return wrongNames(examinedOf(record, { place }), { subject, registrable }).map(
    ({ name, code, part }) => `${code.slice(5)} ${name} ${part}`,
  );
}

const DKIM = { purpose: "dkim", type: "CNAME", values: ["t.dkim.amazonses.com"] } as const;

it("seeks a DKIM record at the names to which mistakes lead, the likeliest first", () => {
  expect(namesOf({ ...DKIM, name: "t._domainkey.example.com" })).toEqual([
    "DOUBLED t._domainkey.example.com.example.com example.com",
    "DOUBLED t._domainkey.example.example.com example",
    "AND_VALUE_EXCHANGED t.dkim.amazonses.com.example.com ",
    "DOUBLED t._domainkey._domainkey.example.com _domainkey",
    "WITHOUT_UNDERSCORE t.domainkey.example.com _",
    "WITHOUT_DOMAINKEY t.example.com _domainkey",
    "WITHOUT_DOMAINKEY t_domainkey.example.com _domainkey",
    "WITHOUT_DOMAINKEY _domainkey.example.com _domainkey",
    "TOO_DEEP t._domainkey.www.example.com www",
  ]);
});

it("seeks the DKIM record of a subdomain in each of its zones, above it and at MAIL FROM", () => {
  const setting = { domain: "a.b.example.com", zone: "b.example.com", mailFrom: "m.a.b.example.com" };
  expect(namesOf({ ...DKIM, name: "t._domainkey.a.b.example.com" }, setting)).toEqual([
    "DOUBLED t._domainkey.a.b.example.com.example.com example.com",
    "DOUBLED t._domainkey.a.b.example.com.b.example.com b.example.com",
    "DOUBLED t._domainkey.a.b.example.com.a.b.example.com a.b.example.com",
    "DOUBLED t._domainkey.a.b.example.example.com example",
    "DOUBLED t._domainkey.a.b.b.example.com b",
    "DOUBLED t._domainkey.a.a.b.example.com a",
    "AND_VALUE_EXCHANGED t.dkim.amazonses.com.example.com ",
    "AND_VALUE_EXCHANGED t.dkim.amazonses.com.b.example.com ",
    "AND_VALUE_EXCHANGED t.dkim.amazonses.com.a.b.example.com ",
    "WITHOUT_SUBDOMAIN t._domainkey.b.example.com a",
    "WITHOUT_SUBDOMAIN t._domainkey.example.com a.b",
    "DOUBLED t._domainkey._domainkey.a.b.example.com _domainkey",
    "WITHOUT_UNDERSCORE t.domainkey.a.b.example.com _",
    "WITHOUT_DOMAINKEY t.a.b.example.com _domainkey",
    "WITHOUT_DOMAINKEY t_domainkey.a.b.example.com _domainkey",
    "WITHOUT_DOMAINKEY _domainkey.a.b.example.com _domainkey",
    "TOO_DEEP t._domainkey.m.a.b.example.com m.a.b.example.com",
    "TOO_DEEP t._domainkey.www.a.b.example.com www",
  ]);
});

it("seeks the MX of MAIL FROM above and below its name", () => {
  const mx = { purpose: "mail-from-mx", type: "MX", values: ["feedback.example"] } as const;
  expect(namesOf({ ...mx, name: "m.a.example.com" }, { domain: "a.example.com" })).toEqual([
    "DOUBLED m.a.example.com.example.com example.com",
    "DOUBLED m.a.example.com.a.example.com a.example.com",
    "DOUBLED m.a.example.example.com example",
    "DOUBLED m.a.a.example.com a",
    "WITHOUT_SUBDOMAIN m.example.com a",
    "TOO_DEEP m.m.a.example.com m",
  ]);
});

it("seeks another TXT also at the domain and without its underscore", () => {
  expect(namesOf({ purpose: "other", type: "TXT", name: "_x.example.com" })).toEqual([
    "DOUBLED _x.example.com.example.com example.com",
    "DOUBLED _x.example.example.com example",
    "WITHOUT_HOST example.com ",
    "TOO_DEEP _x._x.example.com _x",
    "WITHOUT_UNDERSCORE x.example.com _",
  ]);
});

it("seeks another CNAME with name and value exchanged, for each value, and not at the domain", () => {
  const record = { purpose: "other", type: "CNAME", name: "x.example.com" } as const;
  expect(namesOf({ ...record, values: ["v.example", "w.example"] })).toEqual([
    "DOUBLED x.example.com.example.com example.com",
    "DOUBLED x.example.example.com example",
    "AND_VALUE_EXCHANGED v.example.example.com ",
    "AND_VALUE_EXCHANGED w.example.example.com ",
    "TOO_DEEP x.x.example.com x",
  ]);
});

it("seeks no value at the name of a TXT, and no record of Amazon SES without its host", () => {
  expect(namesOf({ purpose: "mail-from-spf", type: "TXT", name: "m.example.com" })).toEqual([
    "DOUBLED m.example.com.example.com example.com",
    "DOUBLED m.example.example.com example",
    "TOO_DEEP m.m.example.com m",
  ]);
});

it("seeks a record of the domain itself below it only", () => {
  expect(namesOf({ purpose: "other", type: "TXT", name: "example.com" })).toEqual([
    "DOUBLED example.com.example.com example.com",
    "DOUBLED example.example.com example",
  ]);
});

it("leaves out zones that the record is not in, also with an alike name", () => {
  const setting = { domain: "example.com", zone: "other.example" };
  expect(namesOf({ purpose: "mail-from-spf", name: "m.other.example" }, setting)).toEqual([
    "DOUBLED m.other.example.other.example other.example",
    "DOUBLED m.other.other.example other",
    "TOO_DEEP m.m.other.example m",
  ]);
  expect(namesOf({ purpose: "mail-from-spf", name: "anexample.com" })).toEqual([
    "TOO_DEEP anexample.anexample.com anexample",
  ]);
});

it("takes for a name of two mistakes the likelier one, at its place", () => {
  const dkim = { ...DKIM, name: "t._domainkey.example.com" };
  const names = namesOf(dkim, { mailFrom: "example.example.com" });
  expect(names.filter((line) => line.includes(" t._domainkey.example.example.com "))).toEqual([
    "DOUBLED t._domainkey.example.example.com example",
  ]);
  expect(names.indexOf("DOUBLED t._domainkey.example.example.com example")).toBe(1);
  expect(namesOf(dkim, { mailFrom: "www.example.com" }).at(-1)).toBe(
    "TOO_DEEP t._domainkey.www.example.com www.example.com",
  );
});

it("seeks a name of 253 characters, and none of 254", () => {
  const zone = "example.com";
  const nameOf = (length: number) =>
    `h.${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(length - 125 - zone.length)}.${zone}`;
  const doubledOf = (length: number) =>
    namesOf({ purpose: "mail-from-spf", name: nameOf(length - zone.length - 1) }).filter((line) =>
      line.endsWith(`${zone}.${zone} ${zone}`),
    );
  const [longest] = doubledOf(253);
  expect(longest?.split(" ")[1]).toHaveLength(253);
  expect(doubledOf(254)).toEqual([]);
});
