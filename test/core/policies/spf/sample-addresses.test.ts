import { describe, expect, it } from "vitest";
import { spfSamples } from "#core/policies/spf/sample-addresses";
import { askZone, type SpfZone } from "./spf-zone.ts";

const PROVIDER = "spf.provider.example";

/** Takes samples of the provider, whose own record is `text`. */
async function sample(text: string, zone: SpfZone = {}) {
  const asked: string[] = [];
  const samples = await spfSamples(askZone({ [PROVIDER]: { TXT: text }, ...zone }, asked), PROVIDER);
  return { ...samples, asked: asked.map((question) => question.replace(/^TXT /, "")) };
}

describe("samples are taken", () => {
  it("from each network, and of each its first address", async () => {
    expect(await sample("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8:1::/48 ip4:198.51.100.7 -all")).toEqual({
      include: PROVIDER,
      addresses: ["192.0.2.0", "2001:db8:1::", "198.51.100.7"],
      networks: ["ip4:192.0.2.0/24", "ip6:2001:db8:1::/48", "ip4:198.51.100.7"],
      asked: [PROVIDER],
    });
  });

  it("only from networks that pass, without the sign", async () => {
    const { networks, asked } = await sample(
      "v=spf1 -ip4:192.0.2.1 ~ip4:192.0.2.2 ?ip4:192.0.2.3 +ip4:192.0.2.4 a:h.example mx exists:e.example -all",
    );
    expect([networks, asked]).toEqual([["ip4:192.0.2.4"], [PROVIDER]]);
  });

  it("from the records that it includes, and from theirs, in this order", async () => {
    const { networks, asked } = await sample(
      "v=spf1 include:a.example include:b.example ip4:192.0.2.1 -all",
      {
        "a.example": { TXT: "v=spf1 include:c.example ip4:192.0.2.2 -all" },
        "b.example": { TXT: "other text | v=spf1 ip4:192.0.2.3 -all" },
        "c.example": { TXT: "v=spf1 ip4:192.0.2.4 -all" },
      },
    );
    expect(networks).toEqual(["ip4:192.0.2.1", "ip4:192.0.2.2", "ip4:192.0.2.3", "ip4:192.0.2.4"]);
    expect(asked).toEqual([PROVIDER, "a.example", "b.example", "c.example"]);
  });
});

describe("samples are taken through a redirect", () => {
  it("after those that the record includes", async () => {
    const { networks, asked } = await sample("v=spf1 redirect=r.example include:a.example", {
      "a.example": { TXT: "v=spf1 ip4:192.0.2.1 -all" },
      "r.example": { TXT: "v=spf1 ip4:192.0.2.2 -all" },
    });
    expect(networks).toEqual(["ip4:192.0.2.1", "ip4:192.0.2.2"]);
    expect(asked).toEqual([PROVIDER, "a.example", "r.example"]);
  });

  it("not beside the term all, with which receivers ignore it (RFC 7208 §6.1)", async () => {
    const { networks, asked } = await sample("v=spf1 ip4:192.0.2.1 -all redirect=r.example", {
      "r.example": { TXT: "v=spf1 ip4:192.0.2.2 -all" },
    });
    expect([networks, asked]).toEqual([["ip4:192.0.2.1"], [PROVIDER]]);
  });
});

describe("samples are taken through an include", () => {
  it("not if that doesn't pass", async () => {
    const { asked } = await sample("v=spf1 -include:a.example ~include:b.example ip4:192.0.2.1 -all");
    expect(asked).toEqual([PROVIDER]);
  });

  it.each([
    "include:a.%{d}.b.example",
    "include:%{i}._spf.example.com",
    "include:a.example.%{o}",
    "redirect=%{d}.b.example",
  ])("not from %s, whose name depends on the mail", async (term) => {
    const { networks, asked } = await sample(`v=spf1 ip4:192.0.2.1 ${term}`);
    expect([networks, asked]).toEqual([["ip4:192.0.2.1"], [PROVIDER]]);
  });

  it("from a name with escaped signs, as it is expanded", async () => {
    expect((await sample("v=spf1 include:a%%b.example ip4:192.0.2.1")).asked).toEqual([
      PROVIDER,
      "a%b.example",
    ]);
  });
});

describe("a record is read once", () => {
  it("also where records include each other", async () => {
    const { networks, asked } = await sample(
      `v=spf1 ip4:192.0.2.1 include:a.example include:${PROVIDER} -all`,
      {
        "a.example": { TXT: `v=spf1 ip4:192.0.2.2 include:${PROVIDER} -all` },
      },
    );
    expect(networks).toEqual(["ip4:192.0.2.1", "ip4:192.0.2.2"]);
    expect(asked).toEqual([PROVIDER, "a.example"]);
  });

  it("and no more than ten are read", async () => {
    const zone = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [
        `n${at}.example`,
        { TXT: `v=spf1 ip4:192.0.2.${at} include:n${at + 1}.example -all` },
      ]),
    );
    const { networks, asked } = await sample("v=spf1 include:n0.example -all", zone);
    expect(asked).toEqual([PROVIDER, ...Array.from({ length: 9 }, (_, at) => `n${at}.example`)]);
    expect(networks).toEqual(Array.from({ length: 9 }, (_, at) => `ip4:192.0.2.${at}`));
  });
});

it.each<[string, SpfZone]>([
  ["there is none", { [PROVIDER]: {} }],
  ["no server answers", { [PROVIDER]: { TXT: "!" } }],
  ["there are two", { [PROVIDER]: { TXT: "v=spf1 ip4:192.0.2.7 -all | v=spf1 ip4:192.0.2.8 -all" } }],
  ["it can't be read", { [PROVIDER]: { TXT: "v=spf1 ip4:192.0.2.7 oops" } }],
  ["it has no network", { [PROVIDER]: { TXT: "v=spf1 a mx -all" } }],
])("addresses for documentation stand in for a provider's record if %s", async (_why, zone) => {
  expect(await spfSamples(askZone(zone), PROVIDER)).toEqual({
    include: PROVIDER,
    addresses: ["192.0.2.1", "2001:db8::1"],
    networks: [],
    standIn: "v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all",
  });
});
