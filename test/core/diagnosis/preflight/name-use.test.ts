import { describe, expect, it } from "vitest";
import { nameUse, USE_TYPES, useQuestions } from "#core/diagnosis/preflight/name-use";
import type { Observation } from "#core/dns/observation";
import { ABSENT, D, failed, GONE, held, NS1, NS2, observed } from "../observed.ts";

const NAME = `email.${D}`;
const WILD = `nobody.${D}`;
const OURS = "10 feedback-smtp.eu-west-1.amazonses.com";
const HERE = { identity: D, region: "eu-west-1" };

const byType = (all: readonly Observation[]) => new Map(all.map((one) => [one.type, one]));
/** Observations of every type that say nothing but what is given. */
const filled = (given: readonly Observation[]) =>
  byType([...USE_TYPES.map((type) => observed(NAME, type, ABSENT)), ...given]);
const use = (given: readonly Observation[], wildcard: readonly Observation[] = []) =>
  nameUse(filled(given), byType(wildcard), HERE);
const useOf = (given: readonly Observation[]) => nameUse(byType(given), new Map(), HERE);

it("asks one server for each type, or for those that are given", () => {
  expect(useQuestions(NAME)).toEqual([
    { name: NAME, type: "MX", through: "one-server" },
    { name: NAME, type: "TXT", through: "one-server" },
    { name: NAME, type: "A", through: "one-server" },
    { name: NAME, type: "AAAA", through: "one-server" },
  ]);
  expect(useQuestions(NAME, ["A"])).toEqual([{ name: NAME, type: "A", through: "one-server" }]);
});

describe("a name is free", () => {
  it.each<[string, readonly Observation[]]>([
    ["with no record of any type", []],
    ["with SES's MX, though the name is a zone", [observed(NAME, "MX", held(OURS), { zone: NAME })]],
    [
      "with SES's MX beside an address",
      [observed(NAME, "MX", held(OURS)), observed(NAME, "A", held("192.0.2.1"))],
    ],
    ["with SES's MX twice", [observed(NAME, "MX", held(OURS, OURS.replace("10", "20")))]],
    ["with an SPF record of SES", [observed(NAME, "TXT", held("v=spf1 include:amazonses.com -all"))]],
    ["with a text that is no SPF record", [observed(NAME, "TXT", held("a=b"))]],
    ["in the identity's own zone", [observed(NAME, "TXT", ABSENT, { zone: D })]],
    ["in a zone above the identity", [observed(NAME, "TXT", ABSENT, { zone: "example" })]],
  ])("%s", (_, given) => {
    expect(use(given)).toEqual({ state: "free" });
  });

  it("in an unknown zone", () => {
    const { zone: _, ...text } = observed(NAME, "TXT", ABSENT);
    expect(use([text])).toEqual({ state: "free" });
  });

  it("if its MX shows that it does not exist, whatever the other types say", () => {
    expect(use([observed(NAME, "MX", GONE), observed(NAME, "A", held("192.0.2.1"))])).toEqual({
      state: "free",
    });
    expect(useOf([observed(NAME, "MX", GONE)])).toEqual({ state: "free" });
  });
});

describe("a name is taken", () => {
  const A = observed(NAME, "A", held("192.0.2.2", "192.0.2.1"));
  const AAAA = observed(NAME, "AAAA", held("2001:db8::1"));
  const spf = "v=spf1 include:sendgrid.net -all";
  it.each<[string, string, readonly Observation[], readonly string[]]>([
    ["addresses, sorted, IPv4 first", "address", [AAAA, A], ["192.0.2.1", "192.0.2.2", "2001:db8::1"]],
    ["IPv6 addresses", "address", [AAAA], ["2001:db8::1"]],
    ["SPF records without SES", "spf", [observed(NAME, "TXT", held("x", spf))], [spf]],
    [
      "an SPF record that includes SES only after its end",
      "spf",
      [observed(NAME, "TXT", held("v=spf1 -all include:amazonses.com"))],
      ["v=spf1 -all include:amazonses.com"],
    ],
    ["an address before SPF", "address", [AAAA, observed(NAME, "TXT", held(spf))], ["2001:db8::1"]],
    [
      "an MX before an address",
      "mx",
      [observed(NAME, "MX", held("10 mx.x.example")), A],
      ["10 mx.x.example"],
    ],
    [
      "SES's MX of other regions",
      "other-region",
      [observed(NAME, "MX", held("10 feedback-smtp.us-east-1.amazonses.com"))],
      ["10 feedback-smtp.us-east-1.amazonses.com"],
    ],
    [
      "SES's MX of this region and another",
      "other-region",
      [observed(NAME, "MX", held(OURS, "20 feedback-smtp.us-east-1.amazonses.com"))],
      [OURS, "20 feedback-smtp.us-east-1.amazonses.com"],
    ],
    [
      "a host beside SES's MX of another region",
      "mx",
      [observed(NAME, "MX", held("10 feedback-smtp.us-east-1.amazonses.com", "20 mx.x.example"))],
      ["10 feedback-smtp.us-east-1.amazonses.com", "20 mx.x.example"],
    ],
    [
      "a host that only ends like SES's",
      "mx",
      [observed(NAME, "MX", held("10 x.feedback-smtp.us-east-1.amazonses.com"))],
      ["10 x.feedback-smtp.us-east-1.amazonses.com"],
    ],
    [
      "a host that only begins like SES's",
      "mx",
      [observed(NAME, "MX", held("10 feedback-smtp.us-east-1.amazonses.com.x.example"))],
      ["10 feedback-smtp.us-east-1.amazonses.com.x.example"],
    ],
    [
      "a host with no region",
      "mx",
      [observed(NAME, "MX", held("10 feedback-smtp..amazonses.com"))],
      ["10 feedback-smtp..amazonses.com"],
    ],
    [
      "a CNAME before all records of its target",
      "cname",
      [observed(NAME, "MX", held("10 mx.x.example"), { aliases: ["x.example", "y.example"] }), A],
      ["x.example", "y.example"],
    ],
    [
      "a CNAME that only the answer of the last type shows",
      "cname",
      [observed(NAME, "AAAA", ABSENT, { aliases: ["x.example"] })],
      ["x.example"],
    ],
    [
      "a zone, before a CNAME",
      "delegation",
      [observed(NAME, "A", ABSENT, { zone: NAME, nameServers: ["ns.x.example"], aliases: ["x.example"] })],
      ["ns.x.example"],
    ],
  ])("by %s", (_, because, given, seen) => {
    expect(use(given)).toEqual({ state: "taken", because, seen });
  });

  it("by the servers that a zone between it and the identity has", () => {
    const zone = `deep.${D}`;
    const cut = observed(`email.${zone}`, "A", ABSENT, { zone });
    expect(nameUse(byType([cut]), new Map(), HERE)).toEqual({
      state: "taken",
      because: "delegation",
      seen: [NS1, NS2],
    });
  });
});

describe("a wildcard's answer is no use of a name", () => {
  it.each<[string, readonly Observation[], readonly Observation[]]>([
    [
      "an MX",
      [observed(NAME, "MX", held("10 mx.x.example"))],
      [observed(WILD, "MX", held("10 mx.x.example"))],
    ],
    [
      "addresses in another order",
      [observed(NAME, "A", held("192.0.2.1", "192.0.2.2"))],
      [observed(WILD, "A", held("192.0.2.2", "192.0.2.1"))],
    ],
    [
      "an IPv6 address",
      [observed(NAME, "AAAA", held("2001:db8::1"))],
      [observed(WILD, "AAAA", held("2001:db8::1"))],
    ],
    [
      "an SPF record",
      [observed(NAME, "TXT", held("v=spf1 -all"))],
      [observed(WILD, "TXT", held("v=spf1 -all"))],
    ],
    [
      "a CNAME",
      [observed(NAME, "A", ABSENT, { aliases: ["x.example"] })],
      [observed(WILD, "A", ABSENT, { aliases: ["x.example"] })],
    ],
  ])("%s", (_, given, wildcard) => {
    expect(use(given, wildcard)).toEqual({ state: "free" });
  });

  it.each<[string, string, Observation, Observation]>([
    ["mx", "an MX", observed(NAME, "MX", held("10 a.example")), observed(WILD, "MX", held("10 b.example"))],
    ["address", "an address", observed(NAME, "A", held("192.0.2.1")), observed(WILD, "A", held("192.0.2.2"))],
    [
      "address",
      "an address of another type",
      observed(NAME, "A", held("192.0.2.1")),
      observed(WILD, "TXT", held("192.0.2.1")),
    ],
  ])("but it is one (%s) if the wildcard has %s that differs", (because, _, given, wildcard) => {
    expect(use([given], [wildcard])).toMatchObject({ state: "taken", because });
  });

  it("but a CNAME is one if the wildcard leads elsewhere, or nowhere", () => {
    const given = [observed(NAME, "A", ABSENT, { aliases: ["x.example"] })];
    const taken = { state: "taken", because: "cname", seen: ["x.example"] };
    expect(use(given, [observed(WILD, "A", ABSENT, { aliases: ["y.example"] })])).toEqual(taken);
    expect(use(given, [observed(WILD, "A", ABSENT)])).toEqual(taken);
    expect(use(given, [])).toEqual(taken);
  });

  it("and SES's own MX behind a wildcard is still to be placed, so that other types count", () => {
    const given = [observed(NAME, "MX", held(OURS)), observed(NAME, "A", held("192.0.2.1"))];
    expect(use(given, [observed(WILD, "MX", held(OURS))])).toEqual({
      state: "taken",
      because: "address",
      seen: ["192.0.2.1"],
    });
  });
});

describe("it is unknown whether a name is free", () => {
  it.each(USE_TYPES)("if %s has no usable answer", (type) => {
    expect(use([observed(NAME, type, failed())])).toEqual({ state: "unknown" });
  });

  it.each(USE_TYPES)("if %s was not asked for", (type) => {
    const others = USE_TYPES.filter((one) => one !== type).map((one) => observed(NAME, one, ABSENT));
    expect(useOf(others)).toEqual({ state: "unknown" });
  });

  it("if another type than the MX shows that it does not exist, for the MX may not be asked", () => {
    expect(useOf([observed(NAME, "TXT", GONE)])).toEqual({ state: "unknown" });
  });
});
