import { describe, expect, it } from "vitest";
import { damagedSince } from "#core/diagnosis/detectors/damage";
import type { DnsAnswer } from "#core/dns/observation";
import { ABSENT, D, failed, held, NOW, observed } from "../observed.ts";
import { cachedFor, contextOf, evidenceOf, SHOWS_NONE, shows } from "./observed-context.ts";
import { onWholeDomain, removed, replaced } from "./whole-finding.ts";

const MX = { name: D, type: "MX" } as const;
const TXT = { name: D, type: "TXT" } as const;
const at = NOW - 86_400_000;
const ABOUT = { type: "MX", name: D, zone: D, hostInZone: "@", ttl: 3600 };
const detect = (
  snapshot: { readonly mx?: readonly string[]; readonly spf?: readonly string[] } | undefined,
  said: { readonly mx?: DnsAnswer; readonly txt?: DnsAnswer },
) => {
  const known = [
    ...(said.mx === undefined ? [] : [observed(D, "MX", said.mx)]),
    ...(said.txt === undefined ? [] : [observed(D, "TXT", said.txt)]),
  ];
  const before = { at, mx: [], spf: [], nameServers: [], ...snapshot };
  return damagedSince(contextOf([], known, snapshot === undefined ? {} : { snapshot: before }));
};

describe("the domain's own MX are gone", () => {
  const [one, two] = ["10 mx1.mail.example", "20 mx2.mail.example"];
  const because = "mailboxes-need-it";
  const adding = (value: string, priority: number) => ({
    ...ABOUT,
    action: "add",
    value,
    priority,
    because,
  });

  it("and are added again", () => {
    const now = "10 feedback-smtp.eu-west-1.amazonses.com";
    expect(detect({ mx: [one, two] }, { mx: held(now), txt: held("v=spf1 -all") })).toEqual([
      onWholeDomain("ROOT_MX_REPLACED", {
        severity: "urgent",
        seen: [now],
        expected: [one, two],
        cause: { key: "finding.root-mx-replaced", values: { at: D, since: at } },
        edits: [adding("mx1.mail.example", 10), adding("mx2.mail.example", 20)],
        after: cachedFor(300),
        evidence: [evidenceOf(MX, shows(now))],
      }),
    ]);
  });

  it("even if none replaced them", () => {
    expect(detect({ mx: [one] }, { mx: ABSENT })).toMatchObject([
      { code: "ROOT_MX_REPLACED", seen: [], evidence: [evidenceOf(MX, SHOWS_NONE)] },
    ]);
  });

  it("apart from Amazon's and the one that refuses mail (RFC 7505)", () => {
    const others = ["0 .", "10 feedback-smtp.eu-west-1.amazonses.com"];
    expect(detect({ mx: [...others, one] }, { mx: ABSENT })).toMatchObject([
      { expected: [...others, one], edits: [{ value: "mx1.mail.example" }] },
    ]);
    expect(detect({ mx: others }, { mx: ABSENT })).toEqual([]);
    expect(detect({ mx: ["10 mx.feedback-smtp.example"] }, { mx: ABSENT })).toHaveLength(1);
  });

  it.each<[string, readonly string[] | undefined, DnsAnswer | undefined]>([
    ["there is no record of before", undefined, ABSENT],
    ["there were none", [], ABSENT],
    ["one is left", [one, two], held("10 mx2.mail.example", "10 x.example")],
    ["they have another preference", [one], held("5 MX1.mail.example.")],
    ["they are unknown", [one], failed()],
    ["nothing was asked", [one], undefined],
  ])("which is not told if %s", (_, mx, said) => {
    expect(detect(mx && { mx }, said === undefined ? {} : { mx: said })).toEqual([]);
  });
});

describe("the domain's own SPF record lost senders", () => {
  const EARLIER = "v=spf1 include:a.example include:b.example ~all";
  const because = "other-mail-needs-it";

  it("and gets them back beside those added since", () => {
    const [now, second] = [
      "v=spf1 include:amazonses.com include:c.example -all",
      "v=spf1 include:d.example ~all",
    ];
    const joined =
      "v=spf1 include:a.example include:b.example include:amazonses.com include:c.example include:d.example ~all";
    expect(detect({ spf: [EARLIER] }, { txt: held("a=b", now, second), mx: held("10 x.example") })).toEqual([
      onWholeDomain("ROOT_SPF_REPLACED", {
        severity: "urgent",
        seen: [now, second],
        expected: [EARLIER],
        cause: { key: "finding.root-spf-replaced", values: { at: D } },
        edits: [replaced(TXT, [now, joined], because), removed(TXT, second, "only-one")],
        after: cachedFor(300),
        evidence: [evidenceOf(TXT, shows("a=b", now, second))],
      }),
    ]);
  });

  it("and is added again, if it is gone", () => {
    expect(detect({ spf: [EARLIER, "v=spf1 -all"] }, { txt: held("a=b") })).toMatchObject([
      {
        code: "ROOT_SPF_REPLACED",
        seen: [],
        expected: [EARLIER, "v=spf1 -all"],
        edits: [{ ...ABOUT, action: "add", type: "TXT", value: EARLIER, because }],
      },
    ]);
  });

  it("and becomes the earlier one, if both are too long for one", () => {
    const many = (letter: string) =>
      [...Array(8).keys()].map((n) => `include:${letter}${n}.example`).join(" ");
    const [earlier, now] = [`v=spf1 ${many("a")} ~all`, `v=spf1 ${many("b")} ~all`];
    expect(detect({ spf: [earlier] }, { txt: held(now) })).toMatchObject([
      { edits: [{ action: "replace", value: earlier, previous: now }] },
    ]);
  });

  it.each<[boolean, string, string]>([
    [true, "all are gone", "v=spf1 include:c.example ~all"],
    [true, "Amazon replaced one", "v=spf1 include:a.example include:amazonses.com ~all"],
    [false, "one is gone", "v=spf1 include:a.example ~all"],
    [false, "Amazon was added", "v=spf1 include:a.example include:amazonses.com include:b.example ~all"],
    [false, "they are in capitals", "v=spf1 INCLUDE:B.example  include:A.example -all"],
    [true, "only all is left", "v=spf1 ~all"],
  ])("%s: %s", (expected, _, now) => {
    expect(detect({ spf: [EARLIER] }, { txt: held(now) })).toHaveLength(expected ? 1 : 0);
  });

  it("but not to Amazon, if Amazon was there before", () => {
    const earlier = "v=spf1 include:amazonses.com include:a.example include:b.example ~all";
    const lacking = "v=spf1 include:amazonses.com include:a.example ~all";
    expect(detect({ spf: [earlier] }, { txt: held(lacking) })).toEqual([]);
    expect(detect({ spf: [earlier] }, { txt: held("v=spf1 include:amazonses.com ~all") })).toHaveLength(1);
  });

  it.each([
    ["it allowed none", "v=spf1 -all"],
    ["it allowed none, after two blanks", "v=spf1  -all"],
    ["it allowed only Amazon", "v=spf1 include:amazonses.com ~all"],
    ["it allowed every sender", "v=spf1 all"],
  ])("which is not told if %s", (_, earlier) => {
    expect(detect({ spf: [earlier] }, { txt: held("v=spf1 include:c.example ~all") })).toEqual([]);
    expect(detect({ spf: [earlier] }, { txt: ABSENT })).toEqual([]);
  });

  it("which is not told if there was none, or if it is unknown", () => {
    expect(detect({ spf: [] }, { txt: ABSENT })).toEqual([]);
    expect(detect(undefined, { txt: ABSENT })).toEqual([]);
    expect(detect({ spf: [EARLIER] }, { txt: failed() })).toEqual([]);
    expect(detect({ spf: [EARLIER] }, {})).toEqual([]);
  });
});
