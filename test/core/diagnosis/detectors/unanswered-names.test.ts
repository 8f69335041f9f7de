import { describe, expect, it } from "vitest";
import { isBehindSilence, unansweredZones } from "#core/diagnosis/detectors/unanswered-zones";
import { gather } from "#core/diagnosis/model/answers";
import type { Finding } from "#core/diagnosis/model/finding";
import type { EarlierCheck, ExpectedRecord } from "#core/diagnosis/model/subject";
import type { Observation, UnknownReason } from "#core/dns/observation";
import { ABSENT, D, failed, held, NS1, NS2, observed } from "../observed.ts";
import { contextOf, evidenceOf, examinedIn, FEEDBACK, KEY, KEY2, SPF, seenAt } from "./observed-context.ts";

const KEYS = `_domainkey.${D}`;
const BOUNCE = `bounce.${D}`;
const EMPTY: EarlierCheck = { right: [] };
const silent = (...records: readonly ExpectedRecord[]): EarlierCheck => ({
  right: [],
  silent: records.map(({ name, type }) => ({ name, type })),
});
const detect = (
  known: readonly Observation[],
  { records = [KEY], remembered }: { records?: readonly ExpectedRecord[]; remembered?: EarlierCheck } = {},
) => unansweredZones(contextOf(records, known, remembered === undefined ? {} : { remembered }));
const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);
const timeout = { kind: "unknown", reason: "timeout" } as const;
const servers = [`“${NS1}”`, `“${NS2}”`];

describe("a delegated zone does not answer", () => {
  const cut = { zone: BOUNCE, delegatedIn: D };
  const remove = (value: string) => ({
    action: "remove",
    type: "NS",
    name: BOUNCE,
    zone: D,
    hostInZone: "bounce",
    value,
    because: "frees-the-name",
  });

  it("so the delegation is removed", () => {
    expect(detect([seenAt(FEEDBACK, failed(), cut)], { records: [FEEDBACK] })).toEqual([
      {
        code: "DELEGATION_SILENT",
        severity: "blocking",
        record: null,
        records: [],
        seen: [NS1, NS2],
        expected: [],
        cause: { key: "finding.delegation-silent", values: { zone: BOUNCE, servers } },
        details: [],
        notes: [{ key: "finding.note.or-ask-operator-to-repair", values: {} }],
        actor: "dns-administrator",
        edits: [remove(NS1), remove(NS2)],
        after: { waitFor: "name-servers" },
        evidence: [evidenceOf(FEEDBACK, timeout)],
      },
    ]);
  });

  it("and holds keys, perhaps of others, so its operator repairs it", () => {
    expect(detect([seenAt(KEY, failed(), { zone: KEYS, delegatedIn: D })])).toEqual([
      {
        code: "DELEGATION_SILENT",
        severity: "blocking",
        record: null,
        records: [],
        seen: [NS1, NS2],
        expected: [],
        cause: { key: "finding.delegation-silent", values: { zone: KEYS, servers } },
        details: [],
        whoActs: { key: "finding.actor.zone-operator", values: { zone: KEYS } },
        notes: [{ key: "finding.note.ask-operator-to-repair", values: {} }],
        actor: "delegated-zone-operator",
        edits: [],
        evidence: [evidenceOf(KEY, timeout)],
      },
    ]);
  });

  it.each<[string, Observation, string]>([
    ["without a referral", seenAt(FEEDBACK, failed("refused"), { zone: BOUNCE }), "ZONE_NOT_SERVED"],
    ["without a referral, silent", seenAt(FEEDBACK, failed(), { zone: BOUNCE }), "ANSWER_UNKNOWN"],
    [
      "that is the domain itself",
      seenAt(FEEDBACK, failed("lame"), { delegatedIn: "example" }),
      "ZONE_NOT_SERVED",
    ],
    ["of no known server", seenAt(FEEDBACK, {}, cut), "ANSWER_UNKNOWN"],
  ])("but not one %s", (_, known, code) => {
    expect(codes(detect([known], { records: [FEEDBACK] }))).toEqual([code]);
  });

  it("though the zone above it answers", () => {
    const known = [observed(D, "MX", ABSENT), seenAt(FEEDBACK, failed(), cut)];
    expect(codes(detect(known, { records: [FEEDBACK] }))).toEqual(["DELEGATION_SILENT"]);
  });

  it("but a referral to another zone proves nothing about this one", () => {
    const known = [
      seenAt(FEEDBACK, failed(), { zone: BOUNCE }),
      observed(`x.${D}`, "TXT", ABSENT, { zone: `x.${D}`, delegatedIn: D }),
    ];
    expect(codes(detect(known, { records: [FEEDBACK] }))).toEqual(["ANSWER_UNKNOWN"]);
  });

  it.each<[string, UnknownReason, EarlierCheck, string]>([
    ["may answer again at first", "timeout", EMPTY, "ANSWER_UNKNOWN"],
    ["is told after hours", "timeout", silent(FEEDBACK), "DELEGATION_SILENT"],
    ["is told at once if it refuses", "refused", EMPTY, "DELEGATION_SILENT"],
    ["is not told by a check that ran out", "over-budget", silent(FEEDBACK), "ANSWER_UNKNOWN"],
  ])("and %s", (_, reason, remembered, code) => {
    const known = [seenAt(FEEDBACK, failed(reason), cut)];
    expect(codes(detect(known, { records: [FEEDBACK], remembered }))).toEqual([code]);
  });
});

describe("one name fails while its zone answers for others", () => {
  const answering = observed(D, "MX", ABSENT);

  it("for hours", () => {
    expect(detect([seenAt(KEY, failed()), answering], { remembered: silent(KEY) })).toEqual([
      {
        code: "NAME_FAILING",
        severity: "blocking",
        record: null,
        records: [],
        seen: [KEY.name],
        expected: [],
        cause: { key: "finding.name-failing", values: { zone: D, names: [KEY.name] } },
        details: [],
        whoActs: { key: "finding.actor.dns-host", values: { isKnown: "other", host: "" } },
        notes: [{ key: "finding.note.ask-host-to-repair", values: { isKnown: "other", host: "" } }],
        actor: "dns-host",
        edits: [],
        evidence: [evidenceOf(KEY, timeout)],
      },
    ]);
  });

  it("each name once, apart from those that fail only now", () => {
    const known = [FEEDBACK, SPF, KEY, KEY2].map((record) => seenAt(record, failed()));
    const remembered = silent(FEEDBACK, SPF, KEY);
    const found = detect([...known, answering], { records: [FEEDBACK, SPF, KEY2, KEY], remembered });
    expect(found.map(({ code, seen }) => [code, seen])).toEqual([
      ["NAME_FAILING", [BOUNCE, KEY.name]],
      ["ANSWER_UNKNOWN", [NS1, NS2]],
    ]);
    expect(found.map(({ evidence }) => evidence.map(({ name, type }) => `${type} ${name}`))).toEqual([
      [`MX ${BOUNCE}`, `TXT ${BOUNCE}`, `CNAME ${KEY.name}`],
      [`CNAME ${KEY2.name}`],
    ]);
  });

  it("at a known DNS host", () => {
    const said = { "ada.ns.cloudflare.com": failed(), "bob.ns.cloudflare.com": failed() };
    expect(detect([seenAt(KEY, said), answering], { remembered: silent(KEY) })).toMatchObject([
      { code: "NAME_FAILING", notes: [{ values: { isKnown: "yes", host: "Cloudflare" } }] },
    ]);
  });

  it.each<[string, readonly Observation[], EarlierCheck | undefined]>([
    ["at a single check", [seenAt(KEY, failed("servfail")), answering], undefined],
    ["at first", [seenAt(KEY, failed("refused")), answering], EMPTY],
    ["when the check ran out", [seenAt(KEY, failed("over-budget")), answering], silent(KEY)],
    ["behind a CNAME", [seenAt(KEY, failed(), { aliases: ["x.example"] }), answering], silent(KEY)],
  ])("which is not certain %s", (_, known, remembered) => {
    const more = remembered === undefined ? {} : { remembered };
    expect(codes(detect(known, more))).toEqual(["ANSWER_UNKNOWN"]);
  });

  it.each<[string, Observation]>([
    ["of another zone", observed(`x.${D}`, "MX", ABSENT, { zone: `x.${D}` })],
    ["without an answer", observed(D, "MX", failed())],
  ])("which another name %s does not show", (_, other) => {
    expect(codes(detect([seenAt(KEY, failed()), other], { remembered: silent(KEY) }))).toEqual([
      "ZONE_SILENT",
    ]);
  });
});

describe("a CNAME leads to servers that give no answer", () => {
  const alias = { aliases: ["x.example"] };
  const isBehind = (
    observation: Observation,
    { record = FEEDBACK, remembered }: { record?: ExpectedRecord; remembered?: EarlierCheck } = {},
  ) => {
    const context = contextOf([record], [observation], remembered === undefined ? {} : { remembered });
    return isBehindSilence(examinedIn(context), context);
  };

  it.each<[boolean, string, Observation, EarlierCheck | undefined]>([
    [true, "at a single check", seenAt(FEEDBACK, failed(), alias), undefined],
    [true, "after hours", seenAt(FEEDBACK, failed(), alias), silent(FEEDBACK)],
    [true, "if no server of the target is known", seenAt(FEEDBACK, {}, alias), undefined],
    [false, "at first, when it may pass", seenAt(FEEDBACK, failed(), alias), EMPTY],
    [false, "without a CNAME", seenAt(FEEDBACK, failed()), undefined],
    [false, "if one answers", seenAt(FEEDBACK, { [NS1]: failed(), [NS2]: ABSENT }, alias), undefined],
    [false, "if the record is there", seenAt(FEEDBACK, held("10 mx.x.example"), alias), undefined],
    [
      false,
      "when the check ran out",
      seenAt(FEEDBACK, { [NS1]: failed(), [NS2]: failed("over-budget") }, alias),
      undefined,
    ],
    [
      false,
      "when the check ran out before",
      seenAt(FEEDBACK, failed("over-budget"), alias),
      silent(FEEDBACK),
    ],
  ])("%s %s", (expected, _, observation, remembered) => {
    expect(isBehind(observation, remembered === undefined ? {} : { remembered })).toBe(expected);
  });

  it("but the CNAME is the record itself", () => {
    expect(isBehind(seenAt(KEY, failed(), alias), { record: KEY })).toBe(false);
  });

  it("but nothing was observed", () => {
    const context = contextOf([FEEDBACK], [seenAt(FEEDBACK, failed(), alias)]);
    expect(isBehindSilence(examinedIn(context), { ...context, seen: gather([]) })).toBe(false);
  });
});
