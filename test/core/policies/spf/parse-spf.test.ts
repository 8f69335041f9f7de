import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSpf } from "#core/policies/spf/parse-spf";

describe("a well-formed record", () => {
  it.each([
    "v=spf1",
    "v=spf1 ",
    "V=SPF1 +all",
    "v=spf1 all",
    "v=spf1   a   -all  ",
    "v=spf1 all -all",
    "v=spf1 a mx ptr",
    "v=spf1 A MX:Example.COM. PTR:example.com ?ALL",
    "v=spf1 a/24 mx/0 a//64 mx/24//64 a:example.com/32//128",
    "v=spf1 a:foo:bar/baz.example.com",
    "v=spf1 a:example.xn--zckzah a:a.1b a:a.1-2",
    "v=spf1 ip4:0.0.0.0/0 ip4:255.255.255.255 ip6:::/0 ip6:2001:db8::1/128 ip6:::ffff:192.0.2.1",
    "v=spf1 include:%{d} exists:%{ir}.%{v}._spf.%{d2} a:%%%_%-.example.com",
    "v=spf1 exists:%{L1r-}.lp.%{S+-,/_=}.example.com",
    "v=spf1 exists:example.com%%",
    "v=spf1 redirect=_spf.example.com",
    "v=spf1 exp=explain._spf.%{d} -all redirect=x.example",
    "v=spf1 moo= ip4=1.2.3.4 moo.cow-far_out=man:dog/cat moo=again",
    "v=spf1 include=amazonses.com",
  ])("%s", (text) => {
    expect(parseSpf(text)).toMatchObject({ kind: "record" });
  });
});

describe("a syntax error", () => {
  it.each([
    ["v=spf1 -all.", "unknown-mechanism"],
    ["v=spf1 all:example.com", "unwanted-argument"],
    ["v=spf1 all/8", "unwanted-argument"],
    ["v=spf1 -all .", "unknown-mechanism"],
    ["v=spf1 include", "missing-argument"],
    ["v=spf1 include:", "missing-argument"],
    ["v=spf1 include: amazonses.com", "missing-argument"],
    ["v=spf1 include:example.com/24", "bad-domain"],
    ["v=spf1 includes:example.com", "unknown-mechanism"],
    ["v=spf1 a:", "missing-argument"],
    ["v=spf1 a:/24", "missing-argument"],
    ["v=spf1 a:museum", "bad-domain"],
    ["v=spf1 a:museum.", "bad-domain"],
    ["v=spf1 a:111.222.33.44", "bad-domain"],
    ["v=spf1 a:example.com:8080", "bad-domain"],
    ["v=spf1 a:example.-com", "bad-domain"],
    ["v=spf1 a:example.com-", "bad-domain"],
    ["v=spf1 a:example.com..", "bad-domain"],
    ["v=spf1 a:example.com/033", "bad-domain"],
    ["v=spf1 a/33", "bad-prefix"],
    ["v=spf1 a//129", "bad-prefix"],
    ["v=spf1 a/", "bad-prefix"],
    ["v=spf1 mx/032", "bad-prefix"],
    ["v=spf1 mx:", "missing-argument"],
    ["v=spf1 ptr/0", "unwanted-argument"],
    ["v=spf1 ptr:", "missing-argument"],
    ["v=spf1 ptr:example.com/0", "bad-domain"],
    ["v=spf1 ip4", "missing-argument"],
    ["v=spf1 ip4:1.2.3", "bad-address"],
    ["v=spf1 ip4:1.2.3.04", "bad-address"],
    ["v=spf1 ip4:1.2.3.256", "bad-address"],
    ["v=spf1 ip4:1.2.3.4:8080", "bad-address"],
    ["v=spf1 ip4:1.2.3.4/33", "bad-prefix"],
    ["v=spf1 ip4:1.2.3.4/032", "bad-prefix"],
    ["v=spf1 ip4:1.2.3.4//32", "bad-prefix"],
    ["v=spf1 ip4:1.2.3.4/", "bad-prefix"],
    ["v=spf1 ip4:2001:db8::1", "bad-address"],
    ["v=spf1 ip6", "missing-argument"],
    ["v=spf1 ip6:1.2.3.4", "bad-address"],
    ["v=spf1 ip6::CAFE::BABE", "bad-address"],
    ["v=spf1 ip6:2001:db8::1%eth0", "bad-address"],
    ["v=spf1 ip6:2001:db8::1/129", "bad-prefix"],
    ["v=spf1 exists", "missing-argument"],
    ["v=spf1 exists:", "missing-argument"],
    ["v=spf1 exists:example.com/24", "bad-domain"],
    ["v=spf1 exists:%(ir).example.com", "bad-domain"],
    ["v=spf1 exists:%{x}.example.com", "bad-domain"],
    ["v=spf1 exists:%{d0}.example.com", "bad-domain"],
    ["v=spf1 exists:%{dr2}.example.com", "bad-domain"],
    ["v=spf1 exists:%{c}.example.com", "bad-domain"],
    ["v=spf1 exists:%{T}.example.com", "bad-domain"],
    ["v=spf1 exists:%.example.com", "bad-domain"],
    ["v=spf1 exists:%{d}example", "bad-domain"],
    ["v=spf1 redirect=", "missing-argument"],
    ["v=spf1 redirect=museum", "bad-domain"],
    ["v=spf1 redirect=a.example redirect=b.example", "repeated-modifier"],
    ["v=spf1 exp=a.example EXP=a.example", "repeated-modifier"],
    ["v=spf1 exp=", "missing-argument"],
    ["v=spf1 =all", "unknown-mechanism"],
    ["v=spf1 foo-bar+zip=moo", "unknown-mechanism"],
    ["v=spf1 moo=%{x}", "bad-domain"],
    ["v=spf1 -redirect=a.example", "unknown-mechanism"],
    ["v=spf1 ipv4:192.0.2.1", "unknown-mechanism"],
    ["v=spf1 a:example.com\tall", "bad-character"],
    ["v=spf1 a:exämple.com -all", "bad-character"],
    ["v=spf1 moo=mü -all", "bad-character"],
    ["v=spf1 a\u0000 -all", "bad-character"],
    ['v=spf1 include:amazonses.com ~all"', "unknown-mechanism"],
    ["v=spf1 amazonses.com", "unknown-mechanism"],
    ["v=spf1 + all", "unknown-mechanism"],
  ])("%s is %s", (text, because) => {
    expect(parseSpf(text)).toMatchObject({ kind: "syntax-error", because });
  });

  it("makes the record invalid at any position", () => {
    expect(parseSpf("v=spf1 include:amazonses.com ~all oops")).toEqual({
      kind: "syntax-error",
      term: "oops",
      because: "unknown-mechanism",
    });
  });
});

describe("any other text", () => {
  it.each([
    "",
    "v=spf10 -all",
    "v=spf1;include:a.example",
    " v=spf1 -all",
    '"v=spf1 -all"',
    "spf2.0/pra",
    "v=spf1\tall",
  ])("%j is no SPF record", (text) => {
    expect(parseSpf(text)).toEqual({ kind: "not-spf" });
  });
});

it.each([
  ["directives alone", "v=spf1 a mx -all", []],
  ["modifiers that SPF defines", "v=spf1 -all redirect=x.example exp=y.example", []],
  ["a modifier that SPF does not define", "v=spf1 a include=amazonses.com -all", ["include=amazonses.com"]],
  ["several of them, in their order", "v=spf1 moo=1 a Moo=2 b.c=", ["moo=1", "Moo=2", "b.c="]],
])("has the unknown modifiers of %s", (_name, text, unknownModifiers) => {
  expect(parseSpf(text)).toMatchObject({ kind: "record", unknownModifiers });
});

it("is read to its end, whatever it holds, in time", () => {
  const words = fc.constantFrom(
    "a",
    "include:",
    "%{",
    "}",
    "/",
    "//",
    ".",
    "-",
    "%",
    "all",
    "ip6:",
    ":",
    "=",
    "é",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 200 }), (parts) => {
      const { kind } = parseSpf(`v=spf1 ${parts.join("")}`);
      expect(["record", "syntax-error"]).toContain(kind);
    }),
  );
  expect(parseSpf(`v=spf1 a:${"a".repeat(60_000)}.${"1".repeat(60_000)}!`).kind).toBe("syntax-error");
  expect(parseSpf(`v=spf1 a:${"a.".repeat(30_000)}!`).kind).toBe("syntax-error");
  expect(parseSpf(`v=spf1 a${"/".repeat(60_000)}`).kind).toBe("syntax-error");
});
