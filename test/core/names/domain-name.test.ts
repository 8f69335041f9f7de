import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonAncestor, domainName, isAtOrBelow, isBelow, parseDomainName } from "#core/names/domain-name";

const label63 = "a".repeat(63);
const name253 = `${label63}.${label63}.${label63}.${"a".repeat(61)}`;

describe("a domain name", () => {
  it.each([
    ["oxfordstones.example", "oxfordstones.example"],
    ["  Oxford-Stones.EXAMPLE. ", "oxford-stones.example"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["xn--bcher-kva.example", "xn--bcher-kva.example"],
    ["XN--BCHER-KVA.example", "xn--bcher-kva.example"],
    ["r3---sn-4g5e.example", "r3---sn-4g5e.example"],
    ["straße.example", "xn--strae-oqa.example"],
    ["ｅｘａｍｐｌｅ．com", "example.com"],
    ["例え。テスト", "xn--r8jz45g.xn--zckzah"],
    ["3.example", "3.example"],
    [`${label63}.example`, `${label63}.example`],
    [name253, name253],
  ])("reads %j as %j", (text, name) => {
    expect(parseDomainName(text)).toBe(name);
  });

  it.each([
    "",
    " ",
    ".",
    "example",
    "example.",
    "a..example",
    ".a.example",
    "a.example..",
    "-a.example",
    "a-.example",
    "_dmarc.example.com",
    "a b.example",
    "a\tb.example",
    "a\u0000b.example",
    "a/b.example",
    "user@example.com",
    "user:pass@example.com",
    "https://example.com",
    "example.com:8080",
    "example.com?x",
    "example.com#x",
    "example.com\\x",
    "%65xample.com",
    "*.example.com",
    "[::1]",
    "192.0.2.1",
    "0x7f.1",
    "a.1",
    "example.0x10",
    "oxfordstones.example\n",
    "oxfordstones.example\r\n",
    "\toxfordstones.example",
    // Labels that are not the ASCII form of a U-label: invalid Punycode, or that of other letters.
    "xn--x.com",
    "xn--.com",
    "xn--a.com",
    "xn--a-.com",
    "xn---.com",
    "xn--example-.com",
    "xn--99999999.com",
    "www.xn--zzzzzzzzz.com",
    "mail.xn--bcher-kv.example",
    `${"a".repeat(64)}.example`,
    `a${name253}`,
  ])("refuses %j", (text) => {
    expect(parseDomainName(text)).toBeUndefined();
  });

  it("is the same when it is read again, and no text makes reading throw", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.domain(), fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), fc.webUrl()),
        (text) => {
          const name = parseDomainName(text);
          if (name === undefined) return;
          expect(parseDomainName(name)).toBe(name);
          expect(name).toMatch(/^[a-z0-9.-]{3,253}$/);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("has a schema whose fault says what is expected", () => {
    const { error } = domainName.safeParse("example");
    expect(error?.issues.map(({ message }) => message)).toEqual(["fault.domain-name"]);
  });
});

describe("names above and below each other", () => {
  it("distinguishes a child from a name that only ends alike", () => {
    expect(isBelow("email.d.example", "d.example")).toBe(true);
    expect(isBelow("d.example", "d.example")).toBe(false);
    expect(isBelow("bad.example", "d.example")).toBe(false);
    expect(isAtOrBelow("d.example", "d.example")).toBe(true);
    expect(isAtOrBelow("example", "d.example")).toBe(false);
  });

  it.each([
    [[], ""],
    [["a.d.example"], "a.d.example"],
    [["a.d.example", "b.d.example"], "d.example"],
    [["a.d.example", "d.example"], "d.example"],
    [["a.b.d.example", "c.b.d.example", "x.d.example"], "d.example"],
    [["a.example", "b.example"], "example"],
    [["a.example", "a.test"], ""],
  ])("finds the nearest ancestor of %j: %j", (names, ancestor) => {
    expect(commonAncestor(names)).toBe(ancestor);
  });
});
