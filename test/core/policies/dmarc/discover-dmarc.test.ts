import { describe, expect, it } from "vitest";
import { type DmarcAsk, discoverDmarc } from "#core/policies/dmarc/discover-dmarc";
import { walkedDomains } from "#core/policies/dmarc/tree-walk";

type Zone = Readonly<Record<string, string>>;

/** Answers with texts by domain; " | " separates several, and "!" means no answer. */
function askOf(zone: Zone): DmarcAsk {
  return async (name) => {
    const text = zone[name.replace(/^_dmarc\./, "")];
    if (text === "!") return { kind: "unknown", reason: "servfail" };
    if (text === undefined) return { kind: "absent", nxdomain: true, negativeTtl: 60 };
    return { kind: "records", values: text.split(" | "), ttl: 60 };
  };
}

/** Returns the policies that apply under both RFCs, or the states. */
async function policies(domain: string, zone: Zone, exists = true): Promise<readonly string[]> {
  const { rfc7489, rfc9989 } = await discoverDmarc({ domain, exists, ask: askOf(zone) });
  return [rfc7489, rfc9989].map(({ state, applied }) => applied ?? state);
}

describe("the names that are walked", () => {
  it("are those of the domain, one label less each", () => {
    expect(walkedDomains("a.mail.example.com")).toEqual([
      "a.mail.example.com",
      "mail.example.com",
      "example.com",
      "com",
    ]);
  });

  it("are eight at most, the first in full (RFC 9989 §4.10)", () => {
    expect(walkedDomains("a.b.c.d.e.f.g.h.i.j.mail.example.com")).toEqual([
      "a.b.c.d.e.f.g.h.i.j.mail.example.com",
      "g.h.i.j.mail.example.com",
      "h.i.j.mail.example.com",
      "i.j.mail.example.com",
      "j.mail.example.com",
      "mail.example.com",
      "example.com",
      "com",
    ]);
    expect(walkedDomains("a.b.c.d.e.f.example.com")).toHaveLength(8);
  });
});

describe("both rules", () => {
  it.each<[string, string, Zone, readonly string[]]>([
    ["none anywhere", "news.example.com", {}, ["absent", "absent"]],
    ["at the domain", "example.com", { "example.com": "v=DMARC1; p=reject" }, ["reject", "reject"]],
    ["above it", "news.example.com", { "example.com": "v=DMARC1; p=reject" }, ["reject", "reject"]],
    [
      "above it, for sub-domains",
      "news.example.com",
      { "example.com": "v=DMARC1; p=reject; sp=none" },
      ["none", "none"],
    ],
    [
      "the domain's own before that above it",
      "news.example.com",
      { "news.example.com": "v=DMARC1; p=none; sp=reject", "example.com": "v=DMARC1; p=reject" },
      ["none", "none"],
    ],
    [
      "noise beside it",
      "example.com",
      { "example.com": "x=1 | v=DMARC1; p=none | v=spf1 -all" },
      ["none", "none"],
    ],
    ["noise alone", "example.com", { "example.com": "x=1" }, ["absent", "absent"]],
    [
      "two records",
      "example.com",
      { "example.com": "v=DMARC1; p=none | v=DMARC1; p=reject" },
      ["void", "void"],
    ],
    [
      "a policy that can't be read",
      "example.com",
      { "example.com": "v=DMARC1; p=monitor" },
      ["void", "void"],
    ],
    [
      "one saved by its report address",
      "example.com",
      { "example.com": "v=DMARC1; p=monitor; rua=mailto:d@example.com" },
      ["none", "none"],
    ],
    [
      "one not saved by what is no address",
      "example.com",
      { "example.com": "v=DMARC1; p=monitor; rua=d@example.com" },
      ["void", "void"],
    ],
    [
      "a tag that comes twice",
      "example.com",
      { "example.com": "v=DMARC1; p=reject; rua=mailto:d@example.com; p=none" },
      ["void", "void"],
    ],
    ["sp that can't be read", "example.com", { "example.com": "v=DMARC1; p=reject; sp=x" }, ["void", "void"]],
    ["no answer at the domain", "example.com", { "example.com": "!" }, ["unknown", "unknown"]],
    ["no answer above it", "news.example.com", { "example.com": "!" }, ["unknown", "unknown"]],
    [
      "no answer above what is found",
      "news.example.com",
      { "news.example.com": "v=DMARC1; p=none", "example.com": "!" },
      ["none", "none"],
    ],
  ])("%s", async (_, domain, zone, expected) => {
    expect(await policies(domain, zone)).toEqual(expected);
  });
});

describe("the newer rules differ", () => {
  it.each<[string, string, Zone, readonly string[]]>([
    [
      "between domain and registrable domain",
      "a.b.example.com",
      { "b.example.com": "v=DMARC1; p=reject" },
      ["absent", "reject"],
    ],
    ["without p", "example.com", { "example.com": "v=DMARC1; rua=mailto:d@example.com" }, ["none", "none"]],
    ["without p and addresses", "example.com", { "example.com": "v=DMARC1" }, ["void", "none"]],
    [
      "sp without p, at the domain",
      "example.com",
      { "example.com": "v=DMARC1; sp=reject" },
      ["void", "none"],
    ],
    ["sp without p, below it", "a.example.com", { "example.com": "v=DMARC1; sp=reject" }, ["void", "reject"]],
    [
      "sp without p, with an address for reports",
      "a.example.com",
      { "example.com": "v=DMARC1; sp=quarantine; rua=mailto:d@example.com" },
      ["none", "quarantine"],
    ],
    [
      "sp beside a p that is no policy",
      "a.example.com",
      { "example.com": "v=DMARC1; p=rejct; sp=reject; rua=mailto:d@example.com" },
      ["none", "none"],
    ],
    ["in test mode", "example.com", { "example.com": "v=DMARC1; p=reject; t=y" }, ["reject", "quarantine"]],
    [
      "np that can't be read",
      "example.com",
      { "example.com": "v=DMARC1; p=reject; np=x" },
      ["reject", "void"],
    ],
    [
      "two records below a single one",
      "news.example.com",
      { "news.example.com": "v=DMARC1; p=none | v=DMARC1; p=none", "example.com": "v=DMARC1; p=reject" },
      ["void", "reject"],
    ],
    [
      "the public suffix's policy where nothing is below it",
      "news.example.bank",
      { bank: "v=DMARC1; p=reject; sp=quarantine; psd=y" },
      ["absent", "quarantine"],
    ],
    [
      "not where something is",
      "news.example.bank",
      { "example.bank": "v=DMARC1; p=none", bank: "v=DMARC1; p=reject; psd=y" },
      ["none", "none"],
    ],
    [
      "what says that it is an organization's",
      "a.b.example.com",
      { "b.example.com": "v=DMARC1; p=quarantine; psd=n", "example.com": "v=DMARC1; p=reject" },
      ["reject", "quarantine"],
    ],
    [
      "the shortest name, not the nearest",
      "a.b.example.com",
      { "b.example.com": "v=DMARC1; p=quarantine", "example.com": "v=DMARC1; p=reject" },
      ["reject", "reject"],
    ],
    [
      "no answer from a public suffix alone",
      "news.example.com",
      { com: "!", "example.com": "v=DMARC1; p=reject" },
      ["reject", "reject"],
    ],
    ["no answer from a public suffix, and nothing below", "example.com", { com: "!" }, ["absent", "unknown"]],
    [
      "no answer above the end of the walk",
      "a.b.example.com",
      { "b.example.com": "v=DMARC1; p=none; psd=n", "example.com": "!" },
      ["unknown", "none"],
    ],
  ])("%s", async (_, domain, zone, expected) => {
    expect(await policies(domain, zone)).toEqual(expected);
  });

  it("for domains that don't exist", async () => {
    const zone = { "example.com": "v=DMARC1; p=reject; sp=quarantine; np=none" };
    expect(await policies("nowhere.example.com", zone, false)).toEqual(["quarantine", "none"]);
    expect(await policies("somewhere.example.com", zone, true)).toEqual(["quarantine", "quarantine"]);
    expect(await policies("x.example.com", { "example.com": "v=DMARC1; p=reject; sp=none" }, false)).toEqual([
      "none",
      "none",
    ]);
  });
});

describe("organizational domains", () => {
  it.each<[string, Zone, string, string]>([
    [
      "a.mail.example.com",
      { "mail.example.com": "v=DMARC1", "example.com": "v=DMARC1" },
      "example.com",
      "example.com",
    ],
    [
      "a.mail.example.com",
      { "mail.example.com": "v=DMARC1; psd=n", "example.com": "v=DMARC1" },
      "example.com",
      "mail.example.com",
    ],
    ["a.mail.example.com", { com: "v=DMARC1; psd=y" }, "example.com", "example.com"],
    ["a.mail.example.com", { "example.com": "v=DMARC1; psd=y" }, "example.com", "mail.example.com"],
    ["a.mail.example.com", {}, "example.com", "a.mail.example.com"],
    ["example.com", { "example.com": "v=DMARC1; psd=y", com: "v=DMARC1" }, "example.com", "example.com"],
    ["shop.example.co.uk", {}, "example.co.uk", "shop.example.co.uk"],
  ])("of %s", async (domain, zone, older, newer) => {
    const { rfc7489, rfc9989 } = await discoverDmarc({ domain, ask: askOf(zone) });
    expect([rfc7489.organizationalDomain, rfc9989.organizationalDomain]).toEqual([older, newer]);
  });
});

it("reports where both differ, and where several records are", async () => {
  const zone = {
    "news.example.com": "v=DMARC1; p=none | v=DMARC1; p=reject",
    "example.com": "v=DMARC1; p=reject",
  };
  const found = await discoverDmarc({ domain: "News.Example.com.", ask: askOf(zone) });
  expect(found.agree).toBe(false);
  expect(found.several).toEqual([
    { at: "news.example.com", texts: ["v=DMARC1; p=none", "v=DMARC1; p=reject"] },
  ]);
  expect(found.rfc7489).toMatchObject({ state: "void", because: "two-records", at: "news.example.com" });
  const alike = await discoverDmarc({
    domain: "news.example.com",
    ask: askOf({ "news.example.com": "v=DMARC1; p=none" }),
  });
  expect(alike.agree).toBe(true);
});
