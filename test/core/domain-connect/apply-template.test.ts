import { describe, expect, it } from "vitest";
import { applyTemplate, type ZoneRecord } from "#core/domain-connect/apply-template";
import type { TemplateRecord } from "#core/domain-connect/template";

const at = "email.customer.example";

function record(name: string, type: string, value: string): ZoneRecord {
  return { name, type, value, ttl: 300 };
}

function apply(
  records: readonly TemplateRecord[],
  before: readonly ZoneRecord[],
  groups?: readonly string[],
) {
  const application = {
    template: { records },
    domain: "customer.example",
    host: "email",
    variables: { t1: "abc" },
  };
  return applyTemplate({ ...application, ...(groups && { groups }) }, before);
}

const MX: TemplateRecord = {
  groupId: "mail",
  type: "MX",
  host: "@",
  pointsTo: "mx.host.example",
  priority: 10,
  ttl: 60,
};
const SPF: TemplateRecord = { groupId: "mail", type: "SPFM", host: "@", spfRules: "include:host.example" };
const KEY: TemplateRecord = {
  groupId: "key",
  type: "CNAME",
  host: "%t1%._domainkey",
  pointsTo: "%t1%.host.example",
  ttl: 60,
};

describe("a template", () => {
  it("is applied relative to the host below the domain", () => {
    expect(apply([KEY], []).added).toEqual([
      { name: `abc._domainkey.${at}`, type: "CNAME", value: "abc.host.example", ttl: 60 },
    ]);
  });

  it("is applied by groups", () => {
    expect(apply([KEY, MX], [], ["mail"]).added.map(({ type }) => type)).toEqual(["MX"]);
  });

  it("replaces an MX record at the name", () => {
    const old = record(at, "MX", "5 mail.customer.example");
    expect(apply([MX], [old]).deleted).toEqual([old]);
  });

  it("replaces whatever a CNAME record cannot be beside", () => {
    const olds = ["A", "AAAA", "TXT", "MX"].map((type) => record(`abc._domainkey.${at}`, type, "old"));
    expect(apply([KEY], olds).deleted).toEqual(olds);
  });

  it("ends a delegation at or above the name, and not that of the zone itself", () => {
    const cut = record(at, "NS", "ns.other.example");
    const own = record("customer.example", "NS", "ns.host.example");
    expect(apply([KEY], [own, cut]).deleted).toEqual([cut]);
  });

  it("changes nothing when it is applied again", () => {
    const { zone } = apply([KEY, MX, SPF], []);
    const again = apply([KEY, MX, SPF], zone);
    expect([again.added, again.deleted]).toEqual([[], []]);
  });

  it.each([
    ["None", []],
    ["All", ["v=DMARC1; p=reject", "other"]],
    ["Prefix", ["v=DMARC1; p=reject"]],
  ] as const)("replaces the TXT records that the mode %s says", (mode, gone) => {
    const text: TemplateRecord = {
      ...{ groupId: "dmarc", type: "TXT", host: "@", data: "v=DMARC1; p=none", ttl: 60 },
      ...{ txtConflictMatchingMode: mode, txtConflictMatchingPrefix: "v=DMARC1" },
    };
    const olds = ["v=DMARC1; p=reject", "other"].map((value) => record(at, "TXT", value));
    expect(apply([text], olds).deleted.map(({ value }) => value)).toEqual(gone);
  });
});

describe("SPF rules", () => {
  it.each([
    ["v=spf1 mx -all", "v=spf1 include:host.example mx -all"],
    ["v=spf1 include:host.example -all", "v=spf1 include:host.example -all"],
    ["v=spf1 include:host.example.org ~all", "v=spf1 include:host.example include:host.example.org ~all"],
  ])("are merged into %s, which keeps its own end", (old, merged) => {
    expect(apply([SPF], [record(at, "TXT", old)]).zone.map(({ value }) => value)).toEqual([merged]);
  });

  it("leave other texts at the name", () => {
    const other = record(at, "TXT", "site-verification=1");
    expect(apply([SPF], [other]).zone).toContainEqual(other);
  });
});

describe("a variable", () => {
  it("without a value is refused", () => {
    const application = { template: { records: [KEY] }, domain: "customer.example", variables: {} };
    expect(() => applyTemplate(application, [])).toThrow("There is no value for the variable t1");
  });

  it.each(["a.b", "%t1%", "", "a b", "x".repeat(64)])("cannot add to a name: %j", (t1) => {
    const application = { template: { records: [KEY] }, domain: "customer.example", variables: { t1 } };
    expect(() => applyTemplate(application, [])).toThrow("may hold letters, digits");
  });
});
