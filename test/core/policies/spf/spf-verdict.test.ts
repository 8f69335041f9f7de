import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spfSamples } from "#core/policies/spf/sample-addresses";
import { spfVerdict } from "#core/policies/spf/spf-verdict";
import { askZone, type SpfZone } from "./spf-zone.ts";

const AMAZON: SpfZone = {
  "amazonses.com": { TXT: "v=spf1 ip4:199.255.192.0/22 ip4:54.240.0.0/18 ip6:2001:db8:5e5::/48 -all" },
};
const NAME = "email.oxfordstones.example";

async function verdict(text: string | undefined, more: SpfZone = {}, provider: SpfZone = AMAZON) {
  const ask = askZone({ ...provider, [NAME]: text === undefined ? {} : { TXT: text }, ...more });
  return spfVerdict({ name: NAME, ask, samples: await spfSamples(ask, "amazonses.com") });
}

const codes = async (...given: Parameters<typeof verdict>) => {
  const { state, signs } = await verdict(...given);
  return [state, ...signs.map(({ code }) => code)];
};

describe("terms for hosts of one address family", () => {
  const HOSTS = ["www", "shop", "mail", "blog"].map((label) => `${label}.oxfordstones.example`);
  const IP4_ONLY: SpfZone = { "amazonses.com": { TXT: "v=spf1 ip4:199.255.192.0/22 -all" } };
  const zone = (type: "A" | "AAAA", address: string): SpfZone =>
    Object.fromEntries(HOSTS.map((host) => [host, { [type]: address }]));
  const text = (hosts: readonly string[]) =>
    `v=spf1 include:amazonses.com ${hosts.map((host) => `a:${host}`).join(" ")} ~all`;

  it.each([
    ["A", "192.0.2.8"],
    ["AAAA", "2001:db8::8"],
  ] as const)("are no void look-ups where they have %s records", async (type, address) => {
    expect(await codes(text(HOSTS), zone(type, address), IP4_ONLY)).toEqual(["right"]);
  });

  it("are void lookups where they have no address at all", async () => {
    const { signs } = await verdict(text(HOSTS), {}, IP4_ONLY);
    expect(signs).toEqual([
      { code: "error-later", reason: expect.objectContaining({ code: "too-many-void-lookups" }) },
    ]);
  });

  it("still count as lookups", async () => {
    const many = Array.from({ length: 10 }, (_, index) => HOSTS[index % HOSTS.length] ?? "");
    const { signs } = await verdict(text(many), zone("A", "192.0.2.8"), IP4_ONLY);
    expect(signs).toEqual([
      { code: "error-later", reason: expect.objectContaining({ code: "too-many-lookups" }) },
    ]);
  });
});

describe("a right record", () => {
  it.each([
    "v=spf1 include:amazonses.com ~all",
    "v=spf1 include:amazonses.com -all",
    "v=spf1 include:amazonses.com",
    "v=spf1 +include:AmazonSES.com. ?all",
    "V=SPF1  include:amazonses.com   ~all ",
    "v=spf1 ip4:192.0.2.7 include:amazonses.com ~all",
    "v=spf1 include:own.oxfordstones.example ~all",
    "v=spf1 redirect=own.oxfordstones.example",
    "v=spf1 include:amazonses.com ip4:199.255.192.0/22 ~all",
    "site-verification=x | v=spf1 include:amazonses.com ~all",
    "v=spf1 exists:%{i}.ok.oxfordstones.example include:amazonses.com ~all",
  ])("%s raises nothing", async (text) => {
    const own = { "own.oxfordstones.example": { TXT: "v=spf1 include:amazonses.com ~all" } };
    expect(await codes(text, own)).toEqual(["right"]);
  });

  it("is right where the provider's own record can't be seen", async () => {
    expect(await codes("v=spf1 include:amazonses.com ~all", {}, {})).toEqual(["right"]);
    expect(await codes("v=spf1 include:amazonses.com ~all", {}, { "amazonses.com": { TXT: "!" } })).toEqual([
      "right",
    ]);
    expect(await codes("v=spf1 ~all", {}, {})).toEqual(["wrong", "no-include"]);
  });

  it.each([
    ["v=spf1 include:amazonses.com +all", "plus-all"],
    ["v=spf1 +all", "plus-all"],
    ["v=spf1 include:amazonses.com ptr ~all", "ptr"],
    ["v=spf1 ip4:199.255.192.0/22 ip4:54.240.0.0/18 ip6:2001:db8:5e5::/48 ~all", "copied-ip-range"],
    ["v=spf1 include:amazonses.com ~all redirect=own.oxfordstones.example", "redirect-ignored"],
    ["v=spf1 include:amazonses.com include:nowhere.example ~all", "error-later"],
    [`v=spf1 include:amazonses.com ${"a:oxfordstones.example ".repeat(10)}~all`, "error-later"],
  ])("%s is right, and yet %s is told", async (text, code) => {
    expect(await codes(text, { "oxfordstones.example": { A: "192.0.2.8", AAAA: "2001:db8::8" } })).toEqual([
      "right",
      code,
    ]);
  });
});

describe("a wrong record", () => {
  it.each([
    ["v=spf1 ~all", "no-include"],
    ["v=spf1 include:_spf.google.com ~all", "no-include"],
    ["v=spf1 a mx ip4:192.0.2.7 -all", "no-include"],
    ["v=spf1 ~all include:amazonses.com", "all-before-include"],
    ["v=spf1 -include:amazonses.com ~all", "include-not-pass"],
    ["v=spf1 ?include:amazonses.com ~all", "include-not-pass"],
    ["v=spf1 include=amazonses.com ~all", "equals-sign"],
    ["v=spf1 include:amazonaws.com ~all", "similar-include"],
    ["v=spf1 include:amazonses.con ~all", "similar-include"],
    ["v=spf1 include:amazonses.com.oxfordstones.example ~all", "similar-include"],
    ["v=spf1 include:spf.amazonses.com ~all", "similar-include"],
    ["v=spf1 ip4:199.255.192.0/22 ~all", "copied-ip-range"],
  ])("%s: %s", async (text, code) => {
    const google = { "_spf.google.com": { TXT: "v=spf1 ip4:192.0.2.99 ~all" } };
    expect(await codes(text, google)).toEqual(["wrong", code]);
  });

  it.each([
    ["v=spf1 include: amazonses.com ~all", "syntax-error"],
    ["v=spf1 include:amazonses.com ~all; more", "syntax-error"],
    ["v=spf1 include:nowhere.example include:amazonses.com ~all", "leads-nowhere"],
    [`v=spf1 ${"a:oxfordstones.example ".repeat(10)} include:amazonses.com ~all`, "too-many-lookups"],
    ["v=spf1 a:x.example a:y.example a:z.example include:amazonses.com ~all", "too-many-void-lookups"],
  ])("%s ends in an error: %s", async (text, code) => {
    const { state, reason } = await verdict(text, {
      "oxfordstones.example": { A: "192.0.2.8", AAAA: "2001:db8::8" },
    });
    expect([state, reason?.code]).toEqual(["wrong", code]);
  });

  it("passes for IPv4 alone", async () => {
    expect(await codes("v=spf1 ip4:199.255.192.0/22 ip4:54.240.0.0/18 ~all")).toEqual([
      "wrong",
      "copied-ip-range",
    ]);
  });
});

describe("no judgement", () => {
  it("of two records", async () => {
    const { state, records } = await verdict("v=spf1 include:amazonses.com ~all | v=spf1 -all");
    expect([state, records.length]).toEqual(["conflicting", 2]);
  });

  it("of none, with what was meant to be one", async () => {
    expect((await verdict(undefined)).state).toBe("missing");
    const { state, nearly } = await verdict(
      'v=spf1;include:amazonses.com | "v=spf1 include:amazonses.com ~all" | spf1',
    );
    expect([state, nearly.length]).toEqual(["missing", 2]);
  });

  it("while nobody answers", async () => {
    expect((await verdict("!")).state).toBe("unknown");
    const slow = { "slow.example": { TXT: "!" } };
    expect((await verdict("v=spf1 include:slow.example include:amazonses.com ~all", slow)).state).toBe(
      "unknown",
    );
  });
});

it("holds whatever follows the include", async () => {
  const terms = fc.constantFrom(
    "a",
    "mx",
    "ptr",
    "~all",
    "-all",
    "?all",
    "ip4:192.0.2.0/24",
    "include:x.example",
    "moo=1",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(terms, { maxLength: 12 }), async (rest) => {
      expect((await verdict(`v=spf1 include:amazonses.com ${rest.join(" ")}`)).state).toBe("right");
    }),
  );
});
