import { describe, expect, it } from "vitest";
import { dmarcFindings } from "#core/diagnosis/detectors/dmarc";
import type { Subject } from "#core/diagnosis/model/subject";
import { discoverDmarc } from "#core/policies/dmarc/discover-dmarc";
import { D, failed, held, observed } from "../observed.ts";
import { codesOf, detect, dmarcAt, FROM, NONE, REJECT } from "./dmarc-context.ts";
import { contextOf, evidenceOf, shows } from "./observed-context.ts";

const NAME = `_dmarc.${D}`;

describe("strict alignment", () => {
  const news = `news@news.${D}`;
  it("of SPF excludes mail with a MAIL FROM below the domain", async () => {
    const text = `${NONE}; aspf=s`;
    expect(await detect([dmarcAt(D, text)], { fromAddresses: [news] })).toEqual([
      {
        code: "DMARC_STRICT_SPF",
        severity: "advice",
        record: null,
        records: [],
        seen: [text],
        expected: [],
        cause: { key: "finding.dmarc-strict-spf", values: { name: NAME, mailFrom: `bounce.${D}` } },
        details: [],
        notes: [{ key: "finding.note.dkim-is-enough", values: {} }],
        actor: "dns-administrator",
        edits: [],
        evidence: [evidenceOf({ name: NAME, type: "TXT" }, shows(text))],
      },
    ]);
  });

  it("of DKIM excludes mail from below the domain", async () => {
    const text = `${NONE}; adkim=s`;
    expect(await detect([dmarcAt(D, text)], { fromAddresses: [`a@${D}`, `news.${D}`] })).toEqual([
      {
        code: "DMARC_STRICT_DKIM",
        severity: "warning",
        record: null,
        records: [],
        seen: [text],
        expected: [],
        cause: {
          key: "finding.dmarc-strict-dkim",
          values: { name: NAME, domain: D, address: `news.${D}` },
        },
        details: [],
        whoActs: { key: "finding.actor.platform-support", values: {} },
        notes: [{ key: "finding.note.send-from-domain", values: { domain: D } }],
        actor: "platform-support",
        edits: [],
        evidence: [evidenceOf({ name: NAME, type: "TXT" }, shows(text))],
      },
    ]);
  });

  it.each<[string, Partial<Subject>, readonly string[]]>([
    [`${NONE}; adkim=s; aspf=s`, { fromAddresses: [news] }, ["DMARC_STRICT_SPF", "DMARC_STRICT_DKIM"]],
    [`${NONE}; adkim=s`, {}, []],
    [`${NONE}; adkim=s`, { fromAddresses: [`news@${D}`] }, []],
    [`${NONE}; adkim=r; aspf=r`, { fromAddresses: [news] }, []],
  ])("%s with %o", async (text, subject, codes) => {
    expect(codesOf(await detect([dmarcAt(D, text)], subject))).toEqual(codes);
  });

  it("is that of the record that applies, also above the domain", async () => {
    expect(await detect([dmarcAt(D, `${NONE}; aspf=s`)], { domain: FROM })).toMatchObject([
      { code: "DMARC_STRICT_SPF", cause: { values: { name: NAME } } },
    ]);
  });
});

it("strict alignment is not told of SPF without MAIL FROM, or of a record at no known name", async () => {
  const context = contextOf([], []);
  const dmarc = await discoverDmarc({ domain: D, ask: async () => held(`${NONE}; aspf=s`) });
  const { at: _, ...nowhere } = dmarc.rfc7489;
  const codes = (more: Partial<typeof context>) => codesOf(dmarcFindings({ ...context, dmarc, ...more }));
  expect(codes({})).toEqual(["DMARC_STRICT_SPF"]);
  expect(codes({ subject: { domain: D, records: [] } })).toEqual([]);
  expect(codes({ dmarc: { ...dmarc, rfc7489: nowhere } })).toEqual([]);
});

describe("different rules", () => {
  const domain = `a.${FROM}`;
  const note = (rules: string) => ({ key: "finding.note.dmarc-rules-find-none", values: { rules } });
  const finds = (rules: string, policy: string, name: string) => ({
    key: "finding.note.dmarc-rules-find",
    values: { rules, policy, name },
  });

  it("are told, if only one finds a policy", async () => {
    const name = `_dmarc.${FROM}`;
    expect(await detect([dmarcAt(FROM, REJECT)], { domain })).toEqual([
      {
        code: "DMARC_RULES_DIFFER",
        severity: "advice",
        record: null,
        records: [],
        seen: [REJECT],
        expected: [],
        cause: { key: "finding.dmarc-rules-differ", values: { domain } },
        details: [note("RFC 7489"), finds("RFC 9989", "p=reject", name)],
        notes: [{ key: "finding.note.dmarc-state-policy", values: { name: `_dmarc.${domain}` } }],
        actor: "dns-administrator",
        edits: [],
        evidence: [evidenceOf({ name, type: "TXT" }, shows(REJECT))],
      },
    ]);
  });

  it("are told, if the policies differ", async () => {
    const text = `${REJECT}; t=y`;
    expect(await detect([dmarcAt(D, text)])).toMatchObject([
      {
        code: "DMARC_RULES_DIFFER",
        details: [finds("RFC 7489", "p=reject", NAME), finds("RFC 9989", "p=quarantine", NAME)],
        seen: [text, text],
      },
    ]);
  });

  it("find none, if a name has several policies, or one without a known name", async () => {
    const found = { organizationalDomain: D, state: "found", at: D, applied: "none" } as const;
    const nowhere = { organizationalDomain: D, state: "found", applied: "reject" } as const;
    const several = { organizationalDomain: D, state: "void", at: D, because: "two-records" } as const;
    const details = async (rfc7489: typeof nowhere | typeof several) =>
      (await detect([], {}, { rfc7489, rfc9989: found, agree: false })).map((one) => one.details);
    expect(await details(nowhere)).toEqual([[note("RFC 7489"), finds("RFC 9989", "p=none", NAME)]]);
    expect(await details(several)).toEqual([[note("RFC 7489"), finds("RFC 9989", "p=none", NAME)]]);
  });

  it("are not told beside a fault, or without an answer", async () => {
    const at = observed(D, "TXT", held(NONE));
    expect(codesOf(await detect([dmarcAt(FROM, REJECT), at], { domain }))).toEqual(["DMARC_MISPLACED"]);
    const unknown = { organizationalDomain: D, state: "unknown" } as const;
    expect(await detect([dmarcAt(D, REJECT)], {}, { rfc7489: unknown, agree: false })).toEqual([]);
    expect(await detect([dmarcAt(D, REJECT)], {}, { rfc9989: unknown, agree: false })).toEqual([]);
    expect(await detect([observed(NAME, "TXT", failed())], {}, { agree: false })).toEqual([]);
  });
});
