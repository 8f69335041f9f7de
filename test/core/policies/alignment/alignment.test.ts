import { describe, expect, it } from "vitest";
import { type AlignmentView, alignmentOf } from "#core/policies/alignment/alignment";
import { checkFromDomain, checkMessageDomain } from "#core/policies/alignment/check-domains";
import { sessionOf } from "../../diagnosis/preflight/declared-zone.ts";

const D = "oxfordstones.example";

interface Sending {
  /** The domain of the from address; by default D. */
  readonly from?: string;
  /** The signing domain; by default D. */
  readonly dkim?: string;
  /** The custom MAIL FROM domain; absent for SES's own. */
  readonly mailFrom?: string | undefined;
  /** DMARC records by the name for which they are published; "!" means no answer. */
  readonly dmarc?: Readonly<Record<string, string>>;
  /** The existing names besides D. */
  readonly existing?: readonly string[];
}

/** Checks declared zones as Sendworthy does, and compares the domains. */
async function align({ from = D, dkim = D, mailFrom, dmarc = {}, existing = [] }: Sending) {
  const zone: Record<string, { MX?: string; TXT?: string }> = {
    "@": { MX: "10 mail" },
    ...Object.fromEntries(existing.map((name) => [hostOf(name), { MX: "10 mail" }])),
    ...Object.fromEntries(
      Object.entries(dmarc).map(([name, text]) => [hostOf(`_dmarc.${name}`), { TXT: text }]),
    ),
  };
  const session = sessionOf(D, zone);
  const sighted = await checkFromDomain(from, session);
  const domains = {
    headerFrom: sighted.domain,
    dkim: await checkMessageDomain(dkim, session),
    ...(mailFrom === undefined ? {} : { mailFrom: await checkMessageDomain(mailFrom, session) }),
  };
  return alignmentOf(domains, sighted.dmarc);
}

function hostOf(name: string): string {
  return name === D ? "@" : name.endsWith(`.${D}`) ? name.slice(0, -(D.length + 1)) : `${name}.`;
}

/** Returns the result, the signature and the SPF under one RFC in one line. */
function line({ dmarc, dkim, spf, isEnforced }: AlignmentView): string {
  return `${dmarc} dkim=${dkim} spf=${spf}${isEnforced ? " enforced" : ""}`;
}

const NEWS = `news.${D}`;
const BOUNCES = `email.${D}`;

describe("each computed by hand, by RFC 7489 and by RFC 9989", () => {
  it.each<[string, Sending, string, string]>([
    ["no policy", { mailFrom: BOUNCES }, "none dkim=yes spf=yes", "none dkim=yes spf=yes"],
    [
      "no policy, SES's own MAIL FROM",
      { mailFrom: undefined },
      "none dkim=yes spf=no",
      "none dkim=yes spf=no",
    ],
    [
      "relaxed, all at the domain",
      { mailFrom: BOUNCES, dmarc: { [D]: "v=DMARC1; p=reject" } },
      "pass dkim=yes spf=yes enforced",
      "pass dkim=yes spf=yes enforced",
    ],
    [
      "strict, all at the domain: MAIL FROM always lies below it",
      { mailFrom: BOUNCES, dmarc: { [D]: "v=DMARC1; p=reject; adkim=s; aspf=s" } },
      "pass dkim=yes spf=no enforced",
      "pass dkim=yes spf=no enforced",
    ],
    [
      "relaxed, from a sub-domain, the policy inherited",
      { from: NEWS, mailFrom: BOUNCES, existing: [NEWS], dmarc: { [D]: "v=DMARC1; p=reject" } },
      "pass dkim=yes spf=yes enforced",
      "pass dkim=yes spf=yes enforced",
    ],
    [
      "strict signature, from a sub-domain: SPF alone carries it",
      { from: NEWS, mailFrom: BOUNCES, existing: [NEWS], dmarc: { [D]: "v=DMARC1; p=reject; adkim=s" } },
      "pass dkim=no spf=yes enforced",
      "pass dkim=no spf=yes enforced",
    ],
    [
      "strict signature, from a sub-domain, SES's own MAIL FROM: nothing counts",
      { from: NEWS, existing: [NEWS], dmarc: { [D]: "v=DMARC1; p=reject; adkim=s" } },
      "fail dkim=no spf=no enforced",
      "fail dkim=no spf=no enforced",
    ],
    [
      "both strict, from a sub-domain: nothing counts",
      {
        from: NEWS,
        mailFrom: BOUNCES,
        existing: [NEWS],
        dmarc: { [D]: "v=DMARC1; p=quarantine; adkim=s; aspf=s" },
      },
      "fail dkim=no spf=no enforced",
      "fail dkim=no spf=no enforced",
    ],
    [
      "both strict, but “sp” asks for nothing below the domain",
      {
        from: NEWS,
        mailFrom: BOUNCES,
        existing: [NEWS],
        dmarc: { [D]: "v=DMARC1; p=reject; sp=none; adkim=s; aspf=s" },
      },
      "fail dkim=no spf=no",
      "fail dkim=no spf=no",
    ],
    [
      "both strict, and the sub-domain's own relaxed policy: by the newer rules it is an organization of its own",
      {
        from: NEWS,
        mailFrom: BOUNCES,
        existing: [NEWS],
        dmarc: { [D]: "v=DMARC1; p=reject; adkim=s; aspf=s; psd=u", [NEWS]: "v=DMARC1; p=reject; psd=n" },
      },
      "pass dkim=yes spf=yes enforced",
      "fail dkim=no spf=no enforced",
    ],
    [
      "a policy at the sub-domain alone: by the newer rules D has no organization in common with it",
      { from: NEWS, mailFrom: BOUNCES, existing: [NEWS], dmarc: { [NEWS]: "v=DMARC1; p=reject" } },
      "pass dkim=yes spf=yes enforced",
      "fail dkim=no spf=no enforced",
    ],
    [
      "verified at the sub-domain itself: strict or not, the signature counts",
      {
        from: NEWS,
        dkim: NEWS,
        mailFrom: `email.${NEWS}`,
        existing: [NEWS],
        dmarc: { [D]: "v=DMARC1; p=reject; adkim=s; aspf=s" },
      },
      "pass dkim=yes spf=no enforced",
      "pass dkim=yes spf=no enforced",
    ],
    [
      "“np” for a sub-domain that does not exist counts by the newer rules alone",
      { from: NEWS, dmarc: { [D]: "v=DMARC1; p=none; np=reject; adkim=s" } },
      "fail dkim=no spf=no",
      "fail dkim=no spf=no enforced",
    ],
    [
      "“np” does not matter where the sub-domain exists",
      { from: NEWS, existing: [NEWS], dmarc: { [D]: "v=DMARC1; p=none; np=reject; adkim=s" } },
      "fail dkim=no spf=no",
      "fail dkim=no spf=no",
    ],
    [
      "“np” does not matter where only names below the sub-domain exist",
      {
        from: NEWS,
        dmarc: { [D]: "v=DMARC1; p=none; np=reject; adkim=s", [`x.${NEWS}`]: "v=DMARC1; p=none" },
      },
      "fail dkim=no spf=no",
      "fail dkim=no spf=no",
    ],
    [
      "“t=y” lowers quarantine to none, by the newer rules alone",
      { from: NEWS, existing: [NEWS], dmarc: { [D]: "v=DMARC1; p=quarantine; t=y; adkim=s" } },
      "fail dkim=no spf=no enforced",
      "fail dkim=no spf=no",
    ],
    [
      "“t=y” lowers reject to quarantine, which is still acted on",
      { from: NEWS, existing: [NEWS], dmarc: { [D]: "v=DMARC1; p=reject; t=y; adkim=s" } },
      "fail dkim=no spf=no enforced",
      "fail dkim=no spf=no enforced",
    ],
    [
      "“pct=0” spares all from quarantine, by the older rules alone",
      { from: NEWS, existing: [NEWS], dmarc: { [D]: "v=DMARC1; p=quarantine; pct=0; adkim=s" } },
      "fail dkim=no spf=no",
      "fail dkim=no spf=no enforced",
    ],
    [
      "“psd=y” at D makes it a suffix: what lies below is on its own by the newer rules",
      { from: NEWS, mailFrom: BOUNCES, existing: [NEWS], dmarc: { [D]: "v=DMARC1; p=reject; psd=y" } },
      "pass dkim=yes spf=yes enforced",
      "fail dkim=no spf=no enforced",
    ],
    [
      "two records are none",
      { mailFrom: BOUNCES, dmarc: { [D]: "v=DMARC1; p=reject | v=DMARC1; p=none" } },
      "none dkim=yes spf=yes",
      "none dkim=yes spf=yes",
    ],
    [
      "DNS does not answer: what signs as the very domain passes whatever the policy is",
      { mailFrom: BOUNCES, dmarc: { [D]: "!" } },
      "pass dkim=yes spf=unknown",
      "pass dkim=yes spf=unknown",
    ],
    [
      "DNS does not answer, from a sub-domain: nobody knows",
      { from: NEWS, mailFrom: BOUNCES, existing: [NEWS], dmarc: { [D]: "!" } },
      "unknown dkim=unknown spf=unknown",
      "unknown dkim=unknown spf=unknown",
    ],
  ])("%s", async (_what, sending, older, newer) => {
    const { rfc7489, rfc9989 } = await align(sending);
    expect([line(rfc7489), line(rfc9989)]).toEqual([older, newer]);
  });
});

describe("the verdict", () => {
  const strict = (policy: string): Sending => ({
    from: NEWS,
    existing: [NEWS],
    dmarc: { [D]: `v=DMARC1; ${policy}; adkim=s` },
  });

  it.each([
    ["p=reject", true],
    ["p=quarantine", true],
    ["p=none", false],
    ["p=quarantine; t=y", true],
    ["p=none; np=reject", false],
  ])("under “%s” and strict alignment it provably fails: %s", async (policy, provablyFails) => {
    expect(await align(strict(policy))).toMatchObject({ dmarc: "fail", provablyFails });
  });

  it("passes only where it passes by both sets of rules", async () => {
    const sending = {
      from: NEWS,
      mailFrom: BOUNCES,
      existing: [NEWS],
      dmarc: { [NEWS]: "v=DMARC1; p=reject" },
    };
    expect(await align(sending)).toMatchObject({ dmarc: "fail", provablyFails: true });
    expect(await align({ dmarc: { [D]: "v=DMARC1; p=reject" } })).toMatchObject({ dmarc: "pass" });
  });

  it("never counts as a certain failure where DNS gives no answer", async () => {
    const silent = {
      from: NEWS,
      existing: [NEWS],
      dmarc: { [NEWS]: "!", [D]: "v=DMARC1; p=reject; adkim=s" },
    };
    expect(await align(silent)).toMatchObject({ dmarc: "unknown", provablyFails: false });
  });

  it("has no policy where none is published", async () => {
    const { rfc7489, rfc9989 } = await align({ mailFrom: BOUNCES });
    const none = { dkim: "yes", spf: "yes", dmarc: "none", isEnforced: false };
    expect([rfc7489, rfc9989]).toStrictEqual([none, none]);
  });

  it("names the domain of the policy, and says whether it is inherited", async () => {
    const { rfc9989 } = await align({
      from: NEWS,
      existing: [NEWS],
      dmarc: { [D]: "v=DMARC1; p=reject; sp=quarantine" },
    });
    expect(rfc9989.policy).toEqual({
      ...{ at: D, stated: "quarantine", applied: "quarantine", adkim: "r", aspf: "r" },
      isInherited: true,
    });
  });
});
