import { describe, expect, it } from "vitest";
import { feedbackMxAtDomain, rootLookUps, severalSpfAtDomain } from "#core/diagnosis/detectors/domain";
import type { Subject } from "#core/diagnosis/model/subject";
import type { Observation } from "#core/dns/observation";
import type { SpfResult } from "#core/policies/spf/spf-result";
import { ABSENT, D, failed, held, observed } from "../observed.ts";
import { cachedFor, contextOf, evidenceOf, shows } from "./observed-context.ts";
import { kept, onWholeDomain, removed, replaced } from "./whole-finding.ts";

const TXT = { name: D, type: "TXT" } as const;
const texts = (values: readonly string[], at = D, more: Partial<Observation> = {}) =>
  observed(at, "TXT", held(...values), more);

it("Amazon's MX at a domain is removed, and its own stays", () => {
  const MX = { name: D, type: "MX" } as const;
  const [ours, own] = ["10 feedback-smtp.eu-west-1.amazonses.com", "20 mx.x.example"];
  const detect = (...values: readonly string[]) =>
    feedbackMxAtDomain(contextOf([], [observed(D, "MX", held(...values))]));
  expect(detect(ours, own)).toEqual([
    onWholeDomain("FEEDBACK_MX_AT_DOMAIN", {
      severity: "urgent",
      seen: [`${D}: ${ours}`, `${D}: ${own}`],
      cause: { key: "finding.feedback-mx-at-domain", values: { at: D } },
      edits: [
        { ...removed(MX, ours.slice(3), "must-not-be-at-the-domain"), priority: 10 },
        { ...kept(MX, own.slice(3), "own-mail-server"), priority: 20 },
      ],
      after: cachedFor(300),
      evidence: [evidenceOf(MX, shows(ours, own))],
    }),
  ]);
  expect(detect(own)).toEqual([]);
});

describe("several SPF records are at a domain", () => {
  const [one, two, three] = ["v=spf1 a -all", "v=spf1 include:x.example ~all", "v=spf1 mx ~all"];
  const detect = (known: readonly Observation[], more: Partial<Subject> = {}) =>
    severalSpfAtDomain(contextOf([], known, more));

  it("and are merged into one", () => {
    const joined = "v=spf1 a include:x.example mx -all";
    expect(detect([texts(["a=b", one, two, three])])).toEqual([
      onWholeDomain("SPF_SEVERAL_AT_DOMAIN", {
        severity: "warning",
        seen: [one, two, three],
        cause: { key: "finding.spf-several-at-domain", values: { at: D, count: 3 } },
        edits: [
          replaced(TXT, [one, joined], "allows-all-senders"),
          removed(TXT, two, "only-one"),
          removed(TXT, three, "only-one"),
        ],
        after: cachedFor(300),
        evidence: [evidenceOf(TXT, shows("a=b", one, two, three))],
      }),
    ]);
  });

  it("and must be joined by hand, if they are too long for one", () => {
    const many = (letter: string) =>
      [...Array(8).keys()].map((n) => `include:${letter}${n}.example`).join(" ");
    const lines = [`v=spf1 ${many("a")} ~all`, `v=spf1 ${many("b")} ~all`];
    expect(detect([texts(lines)])).toEqual([
      onWholeDomain("SPF_SEVERAL_AT_DOMAIN", {
        severity: "warning",
        seen: lines,
        cause: { key: "finding.spf-several-at-domain", values: { at: D, count: 2 } },
        notes: [{ key: "finding.note.join-the-lines", values: {} }],
        evidence: [evidenceOf(TXT, shows(...lines))],
      }),
    ]);
  });

  it("and above it, each told once", () => {
    const domain = `mail.${D}`;
    const known = [texts([one, two]), texts([two, three], domain)];
    const at = (more: Partial<Subject>) => detect(known, more).map(({ seen }) => seen);
    expect(at({ domain })).toEqual([
      [two, three],
      [one, two],
    ]);
    expect(at({ domain, mailFrom: domain })).toEqual([[one, two]]);
    expect(at({})).toEqual([[one, two]]);
  });

  it.each<[string, readonly Observation[]]>([
    ["there is one", [texts([one, "a=b"])]],
    ["there is none", [observed(D, "TXT", ABSENT)]],
    ["they are unknown", [observed(D, "TXT", failed())]],
    ["nothing was asked", []],
    ["they are reached through a CNAME", [texts([one, two], D, { aliases: ["x.example"] })]],
    ["they are elsewhere", [texts([one, two], `x.${D}`)]],
  ])("but not if %s", (_, known) => {
    expect(detect(known)).toEqual([]);
  });
});

describe("a domain's own SPF record needs too many look-ups", () => {
  const line = "v=spf1 include:x.example ~all";
  const detect = (rootSpf: SpfResult | undefined) =>
    rootLookUps({ ...contextOf([], [texts(["a=b", line])]), ...(rootSpf && { rootSpf }) });
  const result = { result: "permerror", lookUps: 11, voidLookUps: 0 } as const;

  it("and should be shortened", () => {
    const reason = { domain: D, code: "too-many-lookups", term: "include:x.example" } as const;
    expect(detect({ ...result, reason })).toEqual([
      onWholeDomain("ROOT_SPF_TOO_MANY_LOOKUPS", {
        severity: "advice",
        seen: [line],
        cause: { key: "finding.root-spf-too-many-lookups", values: { at: D } },
        notes: [{ key: "finding.note.shorten-when-you-can", values: {} }],
        evidence: [evidenceOf(TXT, shows("a=b", line))],
      }),
    ]);
  });

  it("but not if it fails for another reason, or passes, or was not evaluated", () => {
    const reason = { domain: D, code: "too-many-void-lookups", term: "a" } as const;
    expect(detect({ ...result, reason })).toEqual([]);
    expect(detect({ ...result, result: "pass" })).toEqual([]);
    expect(detect(undefined)).toEqual([]);
  });
});
