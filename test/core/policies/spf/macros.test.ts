import { describe, expect, it } from "vitest";
import { evaluateSpf } from "#core/policies/spf/evaluate-spf";
import { askZone } from "./spf-zone.ts";

/** Returns the name that `exists` queries, for the examples of RFC 7208 §7.4. */
async function expanded(spec: string, ip = "192.0.2.3", zone = {}): Promise<string | undefined> {
  const asked: string[] = [];
  const ask = askZone({ "email.example.com": { TXT: `v=spf1 exists:${spec} -all` }, ...zone }, asked);
  const sender = "strong-bad@email.example.com";
  await evaluateSpf({ domain: "email.example.com", ip, ask, sender, helo: "mx.example.org" });
  return asked.findLast((question) => question.startsWith("A "))?.slice(2);
}

describe("macros expand", () => {
  it.each([
    ["%{s}.x.y", "strong-bad@email.example.com.x.y"],
    ["%{o}", "email.example.com"],
    ["%{d}", "email.example.com"],
    ["%{d4}", "email.example.com"],
    ["%{d3}", "email.example.com"],
    ["%{d2}", "example.com"],
    ["%{d1}", "com"],
    ["%{dr}", "com.example.email"],
    ["%{d2r}", "example.email"],
    ["%{l}.x.y", "strong-bad.x.y"],
    ["%{l-}.x.y", "strong.bad.x.y"],
    ["%{lr}.x.y", "strong-bad.x.y"],
    ["%{lr-}.x.y", "bad.strong.x.y"],
    ["%{l1r-}.x.y", "strong.x.y"],
    ["%{h}", "mx.example.org"],
    ["%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"],
    ["%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"],
    ["%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"],
    ["%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com"],
    ["%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"],
    ["%{S}.x.y", "strong-bad%40email.example.com.x.y"],
    ["a%%b%_%_c%-d.x.y", "a%b  c%20d.x.y"],
    ["%{p}.x.y", "unknown.x.y"],
    ["%{d}.x.y.", "email.example.com.x.y"],
  ])("%s", async (spec, name) => {
    expect(await expanded(spec)).toBe(name);
  });

  it("an IPv6 address to its digits", async () => {
    expect(await expanded("%{ir}.%{v}._spf.%{d2}", "2001:db8::cb01")).toBe(
      "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com",
    );
  });

  it("the validated name: the domain's own first, then one below it, then any", async () => {
    const own = { A: "192.0.2.3" };
    const reverse = (names: string) => ({ "3.2.0.192.in-addr.arpa": { PTR: names } });
    const names = { "a.example.net": own, "x.email.example.com": own };
    expect(
      await expanded("%{p}.x.y", "192.0.2.3", {
        ...names,
        ...reverse("a.example.net | X.email.example.com"),
      }),
    ).toBe("x.email.example.com.x.y");
    expect(await expanded("%{p}.x.y", "192.0.2.3", { ...names, ...reverse("a.example.net") })).toBe(
      "a.example.net.x.y",
    );
  });

  it("the domain's own validated name, although one below it comes first", async () => {
    const own = { A: "192.0.2.3" };
    const text = "v=spf1 exists:%{p}.x.y -all";
    const zone = {
      ...{ "email.example.com": { TXT: text, ...own }, "x.email.example.com": own },
      "3.2.0.192.in-addr.arpa": { PTR: "x.email.example.com | email.example.com" },
    };
    expect(await expanded("%{p}.x.y", "192.0.2.3", zone)).toBe("email.example.com.x.y");
  });

  it("and lose labels on the left past 253 characters", async () => {
    const long = `${"abcdefgh.".repeat(40)}example.com`;
    const name = await expanded(`%{l}.${long}`);
    expect(name?.length).toBeLessThanOrEqual(253);
    expect(name).toMatch(/^abcdefgh\./);
  });

  it("to names that can't be asked for, which match nothing", async () => {
    expect(await expanded(`${"a".repeat(60)}%{l}.x.y`)).toBeUndefined();
    expect(await expanded(".x.y")).toBeUndefined();
  });
});
