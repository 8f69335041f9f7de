import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateSpf } from "#core/policies/spf/evaluate-spf";
import { askZone, type SpfZone } from "./spf-zone.ts";

const NINE = Array.from({ length: 9 }, (_, index) => `a:h${index}.example.com`).join(" ");
const hosts = Object.fromEntries(
  Array.from({ length: 11 }, (_, index) => [
    `h${index}.example.com`,
    { A: "198.51.100.9", AAAA: "2001:db8::9" },
  ]),
);

const zone: SpfZone = {
  ...hosts,
  "example.com": {
    A: "192.0.2.10 | 192.0.2.11",
    AAAA: "2001:db8::10",
    MX: "10 mail-a.example.com | 20 mail-b.example.com",
  },
  "mail-a.example.com": { A: "192.0.2.129", AAAA: "2001:db8::129" },
  "mail-b.example.com": { A: "192.0.2.130" },
  "pass.example.com": { TXT: "v=spf1 ip4:192.0.2.3 ip6:2001:db8::3 -all" },
  "fail.example.com": { TXT: "v=spf1 -all" },
  "soft.example.com": { TXT: "v=spf1 ~all" },
  "neutral.example.com": { TXT: "v=spf1 ?all" },
  "open.example.com": { TXT: "v=spf1 ip4:203.0.113.1" },
  "broken.example.com": { TXT: "v=spf1 includes:example.com" },
  "slow.example.com": { TXT: "!", A: "!", MX: "!" },
  "two.example.com": { TXT: "v=spf1 -all | v=spf1 +all" },
  "noise.example.com": { TXT: "site-verification=1 | v=spf10 -all | V=SPF1 +all | spf2.0/pra -all" },
  "loop.example.com": { TXT: "v=spf1 include:loop.example.com -all" },
  "ring.example.com": { TXT: "v=spf1 redirect=ring.example.com" },
  "null-mx.example.com": { MX: "0 ." },
  "many-mx.example.com": {
    MX: Array.from({ length: 11 }, (_, index) => `${index} h0.example.com`).join(" | "),
  },
  "ten-mx.example.com": {
    MX: [...Array.from({ length: 9 }, (_, i) => `${i} h0.example.com`), "10 mail-a.example.com"].join(" | "),
  },
  "3.2.0.192.in-addr.arpa": { PTR: "liar.example.net | host.example.com" },
  "host.example.com": { A: "192.0.2.3" },
  "liar.example.net": { A: "192.0.2.99" },
  "4.2.0.192.in-addr.arpa": { PTR: "!" },
  "8.2.0.192.in-addr.arpa": {
    PTR: [...Array.from({ length: 10 }, (_, i) => `x${i}.example.net`), "host8.example.com"].join(" | "),
  },
  "host8.example.com": { A: "192.0.2.8" },
  "3.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa": { PTR: "six.example.com" },
  "six.example.com": { AAAA: "2001:0db8:0::3" },
};

/** Evaluates a record at sender.example.com. */
function evaluate(record: string, ip = "192.0.2.3", more: SpfZone = {}, asked: string[] = []) {
  const ask = askZone({ ...zone, "sender.example.com": { TXT: record }, ...more }, asked);
  return evaluateSpf({ domain: "sender.example.com", ip, ask });
}

const result = async (...given: Parameters<typeof evaluate>) => (await evaluate(...given)).result;

describe("the record of a domain", () => {
  it.each([
    ["pass.example.com", "pass"],
    ["PASS.example.COM.", "pass"],
    ["fail.example.com", "fail"],
    ["soft.example.com", "softfail"],
    ["neutral.example.com", "neutral"],
    ["open.example.com", "neutral"],
    ["broken.example.com", "permerror"],
    ["slow.example.com", "temperror"],
    ["two.example.com", "permerror"],
    ["noise.example.com", "pass"],
    ["example.com", "none"],
    ["absent.example.com", "none"],
    ["example", "none"],
    ["a..example.com", "none"],
    [`${"a".repeat(64)}.example.com`, "none"],
    [`${"a.".repeat(130)}example.com`, "none"],
    ["[192.0.2.3]", "none"],
    ["loop.example.com", "permerror"],
    ["ring.example.com", "permerror"],
  ])("%s is %s", async (domain, expected) => {
    expect((await evaluateSpf({ domain, ip: "192.0.2.3", ask: askZone(zone) })).result).toBe(expected);
  });

  it("says what is wrong with it, and where", async () => {
    expect(await evaluate("v=spf1 include:broken.example.com ~all")).toEqual({
      result: "permerror",
      reason: {
        code: "syntax-error",
        domain: "broken.example.com",
        error: { kind: "syntax-error", term: "includes:example.com", because: "unknown-mechanism" },
      },
      lookUps: 1,
      voidLookUps: 0,
    });
    expect((await evaluate("v=spf1 include:slow.example.com ~all")).reason).toEqual({
      code: "no-answer",
      domain: "slow.example.com",
      asked: "slow.example.com",
      because: "timeout",
    });
    expect((await evaluate("v=spf1 include:absent.example.com ~all")).reason).toEqual({
      code: "leads-nowhere",
      domain: "sender.example.com",
      term: "include:absent.example.com",
    });
  });

  it("names the innermost term that matched", async () => {
    expect(await evaluate("v=spf1 include:pass.example.com -all")).toMatchObject({
      result: "pass",
      matched: { domain: "pass.example.com", term: "ip4:192.0.2.3" },
    });
  });
});

describe("directives", () => {
  it.each([
    ["v=spf1 ip4:192.0.2.3 -all", "pass"],
    ["v=spf1 ip4:192.0.2.2/31 -all", "pass"],
    ["v=spf1 ip4:192.0.2.4/31 -all", "fail"],
    ["v=spf1 ip4:10.0.0.0/0 -all", "pass"],
    ["v=spf1 ip6:::/0 -all", "fail"],
    ["v=spf1 ip6:::ffff:192.0.2.3 -all", "fail"],
    ["v=spf1 -ip4:192.0.2.3 +all", "fail"],
    ["v=spf1 ~ip4:192.0.2.3 +all", "softfail"],
    ["v=spf1 ?ip4:192.0.2.3 +all", "neutral"],
    ["v=spf1 a:host.example.com -all", "pass"],
    ["v=spf1 a:example.com/28 -all", "pass"],
    ["v=spf1 a:example.com -all", "fail"],
    ["v=spf1 a -all", "fail"],
    ["v=spf1 mx:example.com -all", "fail"],
    ["v=spf1 mx:example.com/24 -all", "pass"],
    ["v=spf1 mx:null-mx.example.com -all", "fail"],
    ["v=spf1 mx:ten-mx.example.com/25 -all", "fail"],
    ["v=spf1 mx:many-mx.example.com -all", "permerror"],
    ["v=spf1 a:slow.example.com -all", "temperror"],
    ["v=spf1 mx:slow.example.com -all", "temperror"],
    ["v=spf1 exists:slow.example.com -all", "temperror"],
    ["v=spf1 exists:host.example.com -all", "pass"],
    ["v=spf1 exists:%{l}.%{o}.none.example.com -all", "fail"],
    ["v=spf1 ptr -all", "fail"],
    ["v=spf1 ptr:example.com -all", "pass"],
    ["v=spf1 ptr:ost.example.com -all", "fail"],
    ["v=spf1 ptr:host.example.com. -all", "pass"],
    ["v=spf1 include:pass.example.com -all", "pass"],
    ["v=spf1 ~include:pass.example.com -all", "softfail"],
    ["v=spf1 include:fail.example.com ~all", "softfail"],
    ["v=spf1 include:soft.example.com ?all", "neutral"],
    ["v=spf1 include:neutral.example.com -all", "fail"],
    ["v=spf1 include:open.example.com -all", "fail"],
    ["v=spf1 include:two.example.com -all", "permerror"],
    ["v=spf1 include:slow.example.com -all", "temperror"],
    ["v=spf1 include:example.com -all", "permerror"],
    ["v=spf1 include:a..example.com -all", "permerror"],
    ["v=spf1 a:a..example.com -all", "fail"],
    ["v=spf1 redirect=pass.example.com", "pass"],
    ["v=spf1 redirect=soft.example.com", "softfail"],
    ["v=spf1 redirect=slow.example.com", "temperror"],
    ["v=spf1 redirect=example.com", "permerror"],
    ["v=spf1 redirect=pass.example.com -all", "fail"],
    ["v=spf1 redirect=pass.example.com ip4:192.0.2.77", "pass"],
    ["v=spf1 default=pass exp=explain.example.com -all", "fail"],
    ["v=spf1 include=pass.example.com -all", "fail"],
  ])("%s", async (record, expected) => {
    expect(await result(record)).toBe(expected);
  });

  it.each([
    ["v=spf1 ip6:2001:db8::/32 -all", "pass"],
    ["v=spf1 ip6:2001:db8:1::/48 -all", "fail"],
    ["v=spf1 ip4:0.0.0.0/0 -all", "fail"],
    ["v=spf1 a:example.com//64 -all", "pass"],
    ["v=spf1 a:example.com/0 -all", "fail"],
    ["v=spf1 mx:example.com//112 -all", "pass"],
    ["v=spf1 ptr:example.com -all", "pass"],
    ["v=spf1 exists:host.example.com -all", "pass"],
    ["v=spf1 include:pass.example.com -all", "pass"],
  ])("%s, from IPv6", async (record, expected) => {
    expect(await result(record, "2001:db8::3")).toBe(expected);
  });

  it("take an IPv4-mapped address for IPv4", async () => {
    expect(await result("v=spf1 ip4:192.0.2.3 -all", "::ffff:192.0.2.3")).toBe("pass");
    expect(await result("v=spf1 ip6:::/0 -all", "::ffff:192.0.2.3")).toBe("fail");
  });

  it("ignore errors of reverse names, and names after the tenth", async () => {
    expect(await result("v=spf1 ptr:example.com -all", "192.0.2.4")).toBe("fail");
    expect(await result("v=spf1 ptr:example.com -all", "192.0.2.8")).toBe("fail");
  });

  it("refuse what is no sender's address", async () => {
    await expect(evaluate("v=spf1 -all", "192.0.2")).rejects.toThrow(RangeError);
  });
});

describe("limits", () => {
  it("allow ten terms that ask, and not eleven", async () => {
    expect(await evaluate(`v=spf1 ${NINE} a:h9.example.com -all`)).toMatchObject({
      result: "fail",
      lookUps: 10,
    });
    expect(await evaluate(`v=spf1 ${NINE} a:h9.example.com a:h10.example.com -all`)).toMatchObject({
      result: "permerror",
      reason: { code: "too-many-lookups", domain: "sender.example.com", term: "a:h10.example.com" },
      lookUps: 11,
    });
  });

  it("count the terms of includes and redirects", async () => {
    const inner = { "inner.example.com": { TXT: `v=spf1 ${NINE} -all` } };
    expect(await result("v=spf1 include:inner.example.com -all", "192.0.2.3", inner)).toBe("fail");
    expect(await result("v=spf1 a:h0.example.com include:inner.example.com -all", "192.0.2.3", inner)).toBe(
      "permerror",
    );
    expect(await result("v=spf1 a:h0.example.com redirect=inner.example.com", "192.0.2.3", inner)).toBe(
      "permerror",
    );
  });

  it("don't count what comes after a match, nor ip4, ip6, all and exp", async () => {
    expect(await result(`v=spf1 ip4:192.0.2.3 ${NINE} mx ptr exists:x.example.com -all`)).toBe("pass");
    const free = `ip4:192.0.2.1 ip6:::1 exp=e.example.com ${NINE} a:h9.example.com`;
    expect(await result(`v=spf1 ${free} -all`)).toBe("fail");
  });

  it("allow two void lookups, and not three", async () => {
    expect(await evaluate("v=spf1 a:n1.example.com mx:n2.example.com ?all")).toMatchObject({
      result: "neutral",
      voidLookUps: 2,
    });
    expect(
      await evaluate("v=spf1 a:n1.example.com mx:n2.example.com exists:n3.example.com ?all"),
    ).toMatchObject({
      result: "permerror",
      reason: { code: "too-many-void-lookups", term: "exists:n3.example.com" },
    });
  });

  it("end cycles of records", async () => {
    const asked: string[] = [];
    const looped = {
      "loop.example.com": { TXT: "v=spf1 include:loop.example.com include:loop.example.com" },
    };
    expect(await result("v=spf1 include:loop.example.com", "192.0.2.3", looped, asked)).toBe("permerror");
    expect(asked.length).toBeLessThan(15);
  });
});

it("ends within its limits, whatever a record contains", async () => {
  const names = fc.constantFrom(
    ...Object.keys(zone),
    "%{d}",
    "%{p}.example.com",
    "%{ir}.in-addr.arpa",
    "x..y.example",
  );
  const words = fc.constantFrom(
    "include:",
    "a:",
    "mx:",
    "ptr:",
    "exists:",
    "redirect=",
    "~all",
    "ip4:",
    "moo=",
    "-",
  );
  const record = fc.array(fc.tuple(words, names), { maxLength: 20 });
  const ips = fc.constantFrom("192.0.2.3", "192.0.2.8", "2001:db8::3", "::ffff:192.0.2.3");
  await fc.assert(
    fc.asyncProperty(record, ips, async (terms, ip) => {
      const asked: string[] = [];
      const found = await evaluate(`v=spf1 ${terms.map((term) => term.join("")).join(" ")}`, ip, {}, asked);
      expect(found.lookUps).toBeLessThanOrEqual(11);
      expect(found.voidLookUps).toBeLessThanOrEqual(3);
      expect(asked.length).toBeLessThan(150);
      expect(found.reason === undefined).toBe(!["none", "permerror", "temperror"].includes(found.result));
    }),
  );
});
