import { describe, expect, it } from "vitest";
import type { Subject } from "#core/diagnosis/model/subject";
import type { Observation } from "#core/dns/observation";
import { ABSENT, D, GONE, held, observed } from "../observed.ts";
import {
  addedText,
  codesOf,
  detect,
  dmarcAt,
  dmarcThrough,
  edit,
  FROM,
  NONE,
  REJECT,
  resolved,
} from "./dmarc-context.ts";
import { cachedFor, evidenceOf, shows } from "./observed-context.ts";

const NAME = `_dmarc.${D}`;
const VENDOR = "d.vendor.example";
const cnameAt = (at: string, target: string) => observed(`_dmarc.${at}`, "CNAME", held(target));
const briefOf = async (known: readonly Observation[], more: Partial<Subject> = {}) =>
  (await detect(known, more)).map(({ code, edits }) => [code, ...edits]);

describe("a policy beside a CNAME", () => {
  it("stays, if it is at least as strict", async () => {
    const known = [dmarcAt(D, REJECT), cnameAt(D, VENDOR)];
    expect(await detect(known)).toEqual([
      {
        code: "DMARC_BESIDE_CNAME",
        severity: "warning",
        record: null,
        records: [],
        seen: [REJECT, VENDOR],
        expected: [],
        cause: { key: "finding.dmarc-beside-cname", values: { name: NAME, target: VENDOR } },
        details: [],
        notes: [],
        actor: "dns-administrator",
        edits: [
          edit("remove", NAME, VENDOR, "cname-stands-alone", "CNAME"),
          edit("keep", NAME, REJECT, "strictest-policy"),
        ],
        after: cachedFor(300),
        evidence: [
          evidenceOf({ name: NAME, type: "TXT" }, shows(REJECT)),
          evidenceOf({ name: NAME, type: "CNAME" }, shows(VENDOR)),
        ],
      },
    ]);
  });

  const keepsText = [
    "DMARC_BESIDE_CNAME",
    edit("remove", NAME, VENDOR, "cname-stands-alone", "CNAME"),
    edit("keep", NAME, NONE, "strictest-policy"),
  ];
  const keepsCname = [
    "DMARC_BESIDE_CNAME",
    edit("remove", NAME, NONE, "cname-stands-alone"),
    edit("keep", NAME, VENDOR, "strictest-policy", "CNAME"),
  ];
  it.each([
    ["stays, if the target has the same policy", held(`${NONE}; sp=none`), keepsText],
    ["stays, if the target has other texts", held("p=reject"), keepsText],
    ["goes, if the target has a stricter policy", held("a=b", REJECT), keepsCname],
  ])("%s", async (_, answer, expected) => {
    const known = [dmarcAt(D, NONE, "a=b"), cnameAt(D, VENDOR), resolved(VENDOR, answer)];
    expect(await briefOf(known)).toEqual([expected]);
  });

  it("is told at the domain, and above it", async () => {
    const known = [D, FROM].flatMap((at) => [dmarcAt(at, NONE), cnameAt(at, VENDOR)]);
    const names = (await detect(known, { domain: FROM })).map(({ edits }) => edits.map(({ name }) => name));
    expect(names).toEqual([
      [`_dmarc.${FROM}`, `_dmarc.${FROM}`],
      [NAME, NAME],
    ]);
  });

  it.each([
    ["there is no CNAME", [dmarcAt(D, NONE)], []],
    ["the policy is that of the CNAME's target", [dmarcThrough([VENDOR], D, NONE), cnameAt(D, VENDOR)], []],
    ["there are several policies", [dmarcAt(D, NONE, REJECT), cnameAt(D, VENDOR)], ["DMARC_SEVERAL"]],
    ["there is only another text", [dmarcAt(D, "a=b"), cnameAt(D, VENDOR)], ["DMARC_MISSING"]],
  ])("is not told, if %s", async (_, known, codes) => {
    expect(codesOf(await detect(known))).toEqual(codes);
  });
});

describe("a policy at a wrong name", () => {
  const doubled = observed(`${NAME}.${D}`, "TXT", held(NONE, REJECT, "a=b"));
  const misplaced = ["remove", "remove", "add"];
  it("is moved to the right one, in its strictest form", async () => {
    expect(await detect([doubled])).toEqual([
      {
        code: "DMARC_MISPLACED",
        severity: "warning",
        record: null,
        records: [],
        seen: [NONE, REJECT],
        expected: [],
        cause: { key: "finding.dmarc-misplaced", values: { at: doubled.name } },
        details: [],
        notes: [],
        actor: "dns-administrator",
        edits: [
          edit("remove", doubled.name, NONE, "not-read-there"),
          edit("remove", doubled.name, REJECT, "not-read-there"),
          addedText(NAME, REJECT),
        ],
        after: cachedFor(300),
        evidence: [evidenceOf({ name: doubled.name, type: "TXT" }, shows(NONE, REJECT, "a=b"))],
      },
    ]);
  });

  it("is needless beside one at the right name", async () => {
    const cause = { key: "finding.dmarc-stray", values: { at: doubled.name, name: NAME } };
    const edits = [
      edit("remove", doubled.name, NONE, "not-read-there"),
      edit("remove", doubled.name, REJECT, "not-read-there"),
    ];
    const stray = { code: "DMARC_MISPLACED", cause, edits };
    expect(await detect([doubled, dmarcAt(D, NONE)])).toMatchObject([stray]);
    const found = { organizationalDomain: D, state: "found" } as const;
    expect(await detect([doubled], {}, { rfc7489: found, agree: true })).toMatchObject([stray]);
  });

  it("is moved to the domain, though one above it has the same text", async () => {
    const at = observed(FROM, "TXT", held(NONE));
    expect(await briefOf([at], { domain: FROM })).toEqual([
      ["DMARC_MISPLACED", edit("remove", FROM, NONE, "not-read-there"), addedText(`_dmarc.${FROM}`, NONE)],
    ]);
  });

  it("takes the place of a CNAME that leads nowhere, or within the domain", async () => {
    const actions = async (aliases: readonly string[], more: readonly Observation[]) =>
      (await briefOf([doubled, dmarcThrough(aliases, D), ...more])).map(([, , , ...last]) => last);
    const instead = (alias: string) => [
      edit("remove", NAME, alias, "leads-nowhere", "CNAME"),
      addedText(NAME, REJECT),
    ];
    expect(await actions([VENDOR], [resolved(VENDOR, GONE)])).toEqual([instead(VENDOR)]);
    expect(await actions([`a.${D}`], [])).toEqual([instead(`a.${D}`)]);
  });

  it("is left to the operator of a CNAME's target that exists", async () => {
    const known = [doubled, dmarcThrough([VENDOR], D), resolved(VENDOR, ABSENT)];
    expect(await detect(known)).toMatchObject([
      {
        code: "DMARC_MISPLACED",
        actor: "delegated-zone-operator",
        whoActs: { key: "finding.actor.zone-operator", values: { zone: "vendor.example" } },
        notes: [{ key: "finding.note.dmarc-publish-there", values: { name: NAME, target: VENDOR } }],
        edits: [],
      },
    ]);
  });

  it("is moved, if several at the right name apply to nobody", async () => {
    const findings = await detect([doubled, dmarcAt(D, NONE, REJECT)]);
    expect(codesOf(findings)).toEqual(["DMARC_SEVERAL", "DMARC_MISPLACED"]);
    expect(findings[1]?.edits.map(({ action }) => action)).toEqual(misplaced);
  });
});
