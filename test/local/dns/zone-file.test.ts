import { describe, expect, it } from "vitest";
import { parseZoneFile } from "../../../infra/local/dns/zone-file.ts";
import { lines } from "../../support/dns-asking.ts";

const SOA = "@ IN SOA ns1 hostmaster 1 7200 900 1209600 300\n";

function recordsOf(text: string) {
  const { zone } = parseZoneFile(text, "oxfordstones.example");
  return [...zone.nodes.values()].flat();
}

function linesOf(text: string): string[] {
  return lines(recordsOf(text).filter(({ type }) => type !== "SOA"));
}

describe("parseZoneFile", () => {
  it("holds a record that is written twice once", () => {
    const twice = 'email TXT "v=spf1 -all"\nemail 60 TXT "v=spf1 -all"\nemail TXT "v=spf1 ~all"\n';
    expect(linesOf(SOA + twice)).toEqual([
      "email.oxfordstones.example TXT v=spf1 -all",
      "email.oxfordstones.example TXT v=spf1 ~all",
    ]);
  });

  it("reads a SOA spread over lines in parentheses, with times in units", () => {
    const [soa] = recordsOf("@ IN SOA ns1 john\\.doe ( 7 ; serial\n 2h 15m\n 2w\n 5m )\n");
    expect(soa?.data).toEqual({
      mname: "ns1.oxfordstones.example",
      rname: "john\\.doe.oxfordstones.example",
      serial: 7,
      refresh: 7200,
      retry: 900,
      expire: 1_209_600,
      minimum: 300,
    });
  });

  it.each([
    ["a relative name", "www A 192.0.2.1", "www.oxfordstones.example A 192.0.2.1"],
    ["an absolute name", "www.oxfordstones.example. A 192.0.2.1", "www.oxfordstones.example A 192.0.2.1"],
    ["@ for the origin", "@ MX 10 @", "oxfordstones.example MX 10 oxfordstones.example"],
    [
      "underscores",
      "abc._domainkey CNAME abc.dkim.amazonses.com.",
      "abc._domainkey.oxfordstones.example CNAME abc.dkim.amazonses.com",
    ],
    ["TTL before class", "www 60 IN A 192.0.2.1", "www.oxfordstones.example A 192.0.2.1"],
    ["class before TTL", "www IN 60 A 192.0.2.1", "www.oxfordstones.example A 192.0.2.1"],
    ["lower case", "WWW in a 192.0.2.1", "www.oxfordstones.example A 192.0.2.1"],
    ["strings in chunks", '@ TXT "a; b" c "d"', "oxfordstones.example TXT a; b|c|d"],
    ["escapes in strings", String.raw`@ TXT "say \"\065\""`, 'oxfordstones.example TXT say "A"'],
    ["data in parentheses", '@ TXT ( "a"\n "b" )', "oxfordstones.example TXT a|b"],
    ["an octet by its number", String.raw`a\032b TXT x`, "a b.oxfordstones.example TXT x"],
    ["a capital letter by its number", String.raw`\065bc TXT x`, "abc.oxfordstones.example TXT x"],
    ["an escaped @", String.raw`\@ TXT x`, "@.oxfordstones.example TXT x"],
    ["a dot inside a label", String.raw`a\.b TXT x`, String.raw`a\.b.oxfordstones.example TXT x`],
    ["the same by its number", String.raw`a\046b TXT x`, String.raw`a\.b.oxfordstones.example TXT x`],
    ["a dot at the end of a label", String.raw`a\. TXT x`, String.raw`a\..oxfordstones.example TXT x`],
    ["letters beyond ASCII", String.raw`m\195\188nchen TXT x`, "münchen.oxfordstones.example TXT x"],
    [
      "escapes in a target",
      String.raw`www CNAME a\.b.c`,
      String.raw`www.oxfordstones.example CNAME a\.b.c.oxfordstones.example`,
    ],
    ["a DNAME", "old DNAME new.example.", "old.oxfordstones.example DNAME new.example"],
    ["another $ORIGIN", "$ORIGIN sub\nwww A 192.0.2.1", "www.sub.oxfordstones.example A 192.0.2.1"],
  ])("reads %s", (_case, text, line) => {
    expect(linesOf(`$TTL 1h\n${SOA}${text}\n`)).toEqual([line]);
  });

  it("gives a record without an owner to the owner before it, whatever its type", () => {
    expect(linesOf(`${SOA}mail A 192.0.2.1\n  TXT "x"\n`)).toEqual([
      "mail.oxfordstones.example A 192.0.2.1",
      "mail.oxfordstones.example TXT x",
    ]);
  });

  it.each([
    ["its own", "$TTL 50\n", "www 60 A 192.0.2.1\n", 60],
    ["$TTL", "$TTL 50\n", "www 60 A 192.0.2.1\nwww A 192.0.2.2\n", 50],
    ["the one stated last", "", "www 60 A 192.0.2.1\nwww A 192.0.2.2\n", 60],
    ["the SOA minimum", "", "www A 192.0.2.1\n", 300],
  ])("takes a record's TTL from %s", (_case, head, text, ttl) => {
    expect(recordsOf(head + SOA + text).at(-1)?.ttl).toBe(ttl);
  });

  it.each([
    ["no SOA", "www A 192.0.2.1\n", 1, "no SOA record"],
    ["a half-written type", `${SOA}www CNA`, 2, "record type CNA is not known here"],
    ["missing data", `${SOA}www IN MX 10\n`, 2, "data is missing"],
    ["a quote left open", `${SOA}\n@ TXT "v=spf1`, 3, 'cannot read: "v=spf1'],
    ["a parenthesis left open", `${SOA}@ TXT ( "a"\n`, 2, "parenthesis is never closed"],
    ["a wrong address", `${SOA}www A 192.0.2.256\n`, 2, "not an address of this type: 192.0.2.256"],
    ["too much data", `${SOA}www A 192.0.2.1 x\n`, 2, "unexpected x"],
    ["a string too long", `${SOA}@ TXT ${"x".repeat(256)}\n`, 2, "256 octets"],
    ["an empty label", `${SOA}a..b A 192.0.2.1\n`, 2, "not a domain name: a..b"],
    ["a number that is no octet", `${SOA}${String.raw`a\256`} A 192.0.2.1\n`, 2, "not an octet"],
    ["octets that are not UTF-8", `${SOA}${String.raw`a\255`} A 192.0.2.1\n`, 2, "not UTF-8"],
    ["a label of 64 octets", `${SOA}${"a".repeat(64)} A 192.0.2.1\n`, 2, "not a domain name"],
    ["a name at an absolute end", `${SOA}${String.raw`a\\.`} A 192.0.2.1\n`, 2, "is outside the zone"],
    ["a name outside", `${SOA}other.example. A 192.0.2.1\n`, 2, "other.example is outside the zone"],
    ["an unknown control", `$INCLUDE x\n${SOA}`, 1, "$INCLUDE is not known here"],
    ["an unknown directive", `${SOA}; @explode @\n`, 2, "no such directive: @explode"],
  ])("refuses %s, naming the line", (_case, text, line, message) => {
    expect(() => parseZoneFile(text, "oxfordstones.example")).toThrow(
      expect.objectContaining({
        name: "ZoneFileError",
        line,
        message: expect.stringContaining(message),
      }),
    );
  });

  it("takes `; @ is the apex` for a comment", () => {
    expect(linesOf(`${SOA}; @ is the apex\n`)).toEqual([]);
  });
});

it("reads the old type SPF into the octets that the library sends", () => {
  const { zone } = parseZoneFile(`${SOA}@ SPF "v=spf1 " "-all"\n`, "oxfordstones.example");
  const held = (zone.nodes.get("oxfordstones.example") ?? []).map(({ type, data }) => [String(type), data]);
  expect(held).toContainEqual(["SPF", Buffer.from("\u0007v=spf1 \u0004-all")]);
});
