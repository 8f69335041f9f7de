import { describe, expect, it } from "vitest";
import { dmarcFindings } from "#core/diagnosis/detectors/dmarc";
import type { Subject } from "#core/diagnosis/model/subject";
import { discoverDmarc } from "#core/policies/dmarc/discover-dmarc";
import { ABSENT, D, failed, held, observed } from "../observed.ts";
import {
  addedText,
  changedText,
  codesOf,
  detect,
  dmarcAt,
  dmarcThrough,
  edit,
  FROM,
  NONE,
  REJECT,
} from "./dmarc-context.ts";
import { cachedFor, contextOf, evidenceOf, SHOWS_NONE, shows } from "./observed-context.ts";

const NAME = `_dmarc.${D}`;
const NOT_FOUND = { organizationalDomain: D, state: "absent" } as const;

it("without a look at DMARC nothing is told, and a plain policy is not told either", async () => {
  expect(dmarcFindings(contextOf([], []))).toEqual([]);
  expect(await detect([dmarcAt(D, NONE)])).toEqual([]);
});

describe("a missing policy", () => {
  it("is advised", async () => {
    expect(await detect([observed(NAME, "TXT", ABSENT)], { dmarcReports: "d@stones.example" })).toEqual([
      {
        code: "DMARC_MISSING",
        severity: "advice",
        record: null,
        records: [],
        seen: [],
        expected: [`${NONE}; rua=mailto:d@stones.example`],
        cause: { key: "finding.dmarc-missing", values: {} },
        details: [],
        notes: [],
        actor: "dns-administrator",
        edits: [addedText(NAME, `${NONE}; rua=mailto:d@stones.example`)],
        after: cachedFor(60),
        evidence: [evidenceOf({ name: NAME, type: "TXT" }, SHOWS_NONE)],
      },
    ]);
  });

  it.each<[string, Partial<Subject>, string]>([
    ["at the domain, if MAIL FROM is below it", { domain: FROM, mailFrom: `bounce.${FROM}` }, FROM],
    ["above the domain, if MAIL FROM is beside it", { domain: FROM, mailFrom: `bounce.${D}` }, D],
    ["above the domain, if it is MAIL FROM itself", { domain: FROM, mailFrom: FROM }, D],
  ])("%s", async (_, subject, at) => {
    expect(await detect([], subject)).toMatchObject([
      { code: "DMARC_MISSING", edits: [addedText(`_dmarc.${at}`, NONE)], expected: [NONE] },
    ]);
  });

  it("at the domain, if it has no MAIL FROM", async () => {
    const context = contextOf([], []);
    const dmarc = await discoverDmarc({ domain: FROM, ask: async () => ABSENT });
    const found = dmarcFindings({ ...context, subject: { domain: FROM, records: [] }, dmarc });
    expect(found).toMatchObject([{ code: "DMARC_MISSING", edits: [addedText(`_dmarc.${FROM}`, NONE)] }]);
  });

  it("is missing only under both RFCs", async () => {
    const found = { organizationalDomain: D, state: "void", because: "two-records" } as const;
    expect(codesOf(await detect([], {}, { rfc7489: NOT_FOUND, rfc9989: found }))).toEqual([]);
    expect(codesOf(await detect([], {}, { rfc7489: found, rfc9989: NOT_FOUND }))).toEqual([]);
    expect(codesOf(await detect([observed(NAME, "TXT", failed())]))).toEqual([]);
  });
});

describe("several policies at a name", () => {
  const both = { key: "finding.dmarc-several", values: { name: NAME, count: 2 } };
  it("are reduced to the strictest", async () => {
    expect(await detect([dmarcAt(D, NONE, REJECT)])).toEqual([
      {
        code: "DMARC_SEVERAL",
        severity: "warning",
        record: null,
        records: [],
        seen: [NONE, REJECT],
        expected: [],
        cause: both,
        details: [],
        notes: [],
        actor: "dns-administrator",
        edits: [edit("keep", NAME, REJECT, "strictest-policy"), edit("remove", NAME, NONE, "only-one")],
        after: cachedFor(300),
        evidence: [evidenceOf({ name: NAME, type: "TXT" }, shows(NONE, REJECT))],
      },
    ]);
  });

  it("are not the domain's, if they are above it", async () => {
    const above = { at: "example", texts: [NONE, REJECT] };
    expect(await detect([dmarcAt(D, NONE)], {}, { several: [above] })).toEqual([]);
  });

  it("are corrected where a CNAME within the domain leads", async () => {
    const [found] = await detect([dmarcThrough([`a.${D}`, `b.${D}`], D, NONE, REJECT)]);
    expect(found).toMatchObject({ cause: both, notes: [], actor: "dns-administrator" });
    const there = [
      [`b.${D}`, REJECT],
      [`b.${D}`, NONE],
    ];
    expect(found?.edits.map(({ name, value }) => [name, value])).toEqual(there);
    const [back] = await detect([dmarcThrough(["d.vendor.example", `b.${D}`], D, NONE, REJECT)]);
    expect(back?.edits.map(({ name, value }) => [name, value])).toEqual(there);
  });

  it.each([
    ["the operator of the CNAME's target", ["d.vendor.example"], "d.vendor.example", "vendor.example"],
    [
      "the first other operator",
      [`a.${D}`, "d.vendor.example", "x.other.example"],
      "d.vendor.example",
      "vendor.example",
    ],
    ["the operator of a public suffix", ["github.io"], "github.io", "github.io"],
  ])("are corrected by %s", async (_, aliases, target, zone) => {
    expect(await detect([dmarcThrough(aliases, D, NONE, REJECT)])).toMatchObject([
      {
        code: "DMARC_SEVERAL",
        actor: "delegated-zone-operator",
        whoActs: { key: "finding.actor.zone-operator", values: { zone } },
        notes: [{ key: "finding.note.dmarc-correct-there", values: { name: NAME, target } }],
        edits: [],
      },
    ]);
  });
});

describe("an unreadable policy", () => {
  it("is replaced by what it was meant to be", async () => {
    const text = '"v=DMARC1; p=reject"';
    expect(await detect([dmarcAt(D, text, "v=dmarc1; p=none", "a=b")])).toEqual([
      {
        code: "DMARC_INVALID",
        severity: "warning",
        record: null,
        records: [],
        seen: [text, "v=dmarc1; p=none"],
        expected: [],
        cause: { key: "finding.dmarc-invalid", values: { name: NAME } },
        details: [{ key: "finding.dmarc-fault.quotes", values: {} }],
        notes: [],
        actor: "dns-administrator",
        edits: [
          changedText(NAME, text, REJECT, "as-it-was-meant"),
          edit("remove", NAME, "v=dmarc1; p=none", "only-one"),
        ],
        after: cachedFor(300),
        evidence: [evidenceOf({ name: NAME, type: "TXT" }, shows(text, "v=dmarc1; p=none", "a=b"))],
      },
    ]);
  });

  it("has a wrong version, if nothing else is wrong", async () => {
    expect(await detect([dmarcAt(D, ` ${NONE}`)])).toMatchObject([
      {
        code: "DMARC_INVALID",
        details: [{ key: "finding.dmarc-fault.version", values: {} }],
        edits: [changedText(NAME, ` ${NONE}`, NONE, "as-it-was-meant")],
      },
    ]);
  });

  it.each<[string, string, object]>([
    ["a wrong value", `${NONE}; aspf=x`, { key: "finding.dmarc-fault.value", values: { part: "aspf=x" } }],
    ["no policy", "v=DMARC1", { key: "finding.dmarc-fault.no-policy", values: {} }],
  ])("has %s, also above the domain", async (_, text, fault) => {
    expect(await detect([dmarcAt(D, text)], { domain: FROM })).toMatchObject([
      {
        code: "DMARC_INVALID",
        cause: { values: { name: NAME } },
        details: [fault],
        seen: [text],
        edits: [changedText(NAME, text, NONE, "as-it-was-meant")],
      },
    ]);
  });

  it("is corrected where a CNAME leads", async () => {
    const [own] = await detect([dmarcThrough([`a.${D}`], D, "v=DMARC1")]);
    expect(own?.edits).toEqual([changedText(`a.${D}`, "v=DMARC1", NONE, "as-it-was-meant")]);
    const [other] = await detect([dmarcThrough(["d.vendor.example"], D, "v=DMARC1")]);
    expect(other).toMatchObject({ actor: "delegated-zone-operator", edits: [] });
  });

  it("does not matter beside one that is readable", async () => {
    expect(await detect([dmarcAt(D, NONE, "v=dmarc1; p=none")])).toEqual([]);
  });

  it("is not the domain's, if it is above it or at no known name", async () => {
    const { rfc7489 } = await discoverDmarc({ domain: D, ask: async () => held("v=DMARC1") });
    const { at: _, ...nowhere } = rfc7489;
    const findings = (view: typeof rfc7489) => detect([], {}, { rfc7489: view, agree: true });
    expect(codesOf(await findings(rfc7489))).toEqual(["DMARC_INVALID"]);
    expect(await findings({ ...rfc7489, at: "example" })).toEqual([]);
    expect(await findings(nowhere)).toEqual([]);
  });
});
