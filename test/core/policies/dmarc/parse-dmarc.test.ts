import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDmarc } from "#core/policies/dmarc/parse-dmarc";

describe("a DMARC record", () => {
  it.each([
    ["v=DMARC1; p=none", { policy: "none" }],
    ["V=DMARC1;P=reject;", { policy: "reject" }],
    ["v=DMARC1 ; p = Quarantine ; sp=REJECT", { policy: "quarantine", subdomains: "reject" }],
    ["v = DMARC1\t; rua=mailto:a@example.com; p=none", { policy: "none", reports: ["mailto:a@example.com"] }],
    ["v=DMARC1; p=none; adkim=s; aspf=S", { adkim: "s", aspf: "s" }],
    ["v=DMARC1; p=reject; np=none; psd=n; t=y", { nonexistent: "none", psd: "n", isTest: true }],
    ["v=DMARC1; p=none; pct=20; fo=1; ri=86400; rf=afrf", { percent: 20 }],
    ["v=DMARC1; p=none; moo=cow", { policy: "none" }],
    [
      "v=DMARC1; p=none; rua=mailto:a@example.com!10m , mailto:b@example.net",
      { reports: ["mailto:a@example.com!10m", "mailto:b@example.net"] },
    ],
    ["v=DMARC1", { adkim: "r", aspf: "r", psd: "u", isTest: false, percent: 100, reports: [] }],
  ])("%s", (text, expected) => {
    expect(parseDmarc(text)).toMatchObject({ ...expected, text, faults: [] });
  });

  it.each([
    ["v=DMARC1; p=monitor", "p", "bad-value"],
    ["v=DMARC1; p=", "p", "bad-value"],
    ["v=DMARC1; p=none; sp=all", "sp", "bad-value"],
    ["v=DMARC1; p=none; aspf=strict", "aspf", "bad-value"],
    ["v=DMARC1; p=none; pct=101", "pct", "bad-value"],
    ["v=DMARC1; p=none; pct=10%", "pct", "bad-value"],
    ["v=DMARC1; p=none; rua=dmarc@example.com", "rua", "bad-value"],
    ["v=DMARC1; p=none; rua=mailto:example.com", "rua", "bad-value"],
    ["v=DMARC1; p=none; p=reject", "p", "repeated"],
    ["v=DMARC1; none", "", "not-a-tag"],
    ["v=DMARC1; p=none rua=mailto:a@example.com", "p", "bad-value"],
    ["v=DMARC1; p=none, sp=none", "p", "bad-value"],
  ])("%s has a fault at %j: %s", (text, tag, because) => {
    expect(parseDmarc(text)?.faults).toMatchObject([{ tag, because }]);
  });

  it("keeps the first of a tag that comes again", () => {
    expect(parseDmarc("v=DMARC1; p=none; p=reject")?.policy).toBe("none");
  });
});

it.each([
  "",
  "v=DMARC2; p=none",
  "v=dmarc1; p=none",
  "v=DMARC1p=none",
  "v=DMARC1, p=none",
  " v=DMARC1; p=none",
  '"v=DMARC1; p=none"',
  "p=none; v=DMARC1",
  "v=spf1 -all",
  "DMARC1; p=none",
])("%j is none", (text) => {
  expect(parseDmarc(text)).toBeUndefined();
});

it("is read to its end, whatever it holds", () => {
  fc.assert(
    fc.property(fc.string(), (rest) => {
      const record = parseDmarc(`v=DMARC1;${rest}`);
      expect(record?.percent).toBeGreaterThanOrEqual(0);
      expect(record?.percent).toBeLessThanOrEqual(100);
    }),
  );
});
