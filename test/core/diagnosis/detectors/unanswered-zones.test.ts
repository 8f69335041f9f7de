import { describe, expect, it } from "vitest";
import { unansweredZones } from "#core/diagnosis/detectors/unanswered-zones";
import type { Finding } from "#core/diagnosis/model/finding";
import type { EarlierCheck, ExpectedRecord } from "#core/diagnosis/model/subject";
import type { Observation, UnknownReason } from "#core/dns/observation";
import { ABSENT, D, failed, held, NS1, NS2 } from "../observed.ts";
import { contextOf, evidenceOf, FEEDBACK, KEY, KEY2, SPF, seenAt } from "./observed-context.ts";

const BOUNCE = `bounce.${D}`;
const EMPTY: EarlierCheck = { right: [] };
const silent = (...records: readonly ExpectedRecord[]): EarlierCheck => ({
  right: [],
  silent: records.map(({ name, type }) => ({ name, type })),
});
const said = (first: UnknownReason, second: UnknownReason = first) => ({
  [NS1]: failed(first),
  [NS2]: failed(second),
});
const detect = (
  known: readonly Observation[],
  { records = [KEY], remembered }: { records?: readonly ExpectedRecord[]; remembered?: EarlierCheck } = {},
) => unansweredZones(contextOf(records, known, remembered === undefined ? {} : { remembered }));
const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);
const unknown = (reason: UnknownReason) => ({ kind: "unknown", reason }) as const;
const servers = [`“${NS1}”`, `“${NS2}”`];

describe("a domain's own zone", () => {
  const whole = (more: object) => [
    {
      record: null,
      records: [],
      severity: "blocking",
      seen: [NS1, NS2],
      expected: [],
      details: [],
      edits: [],
      ...more,
    },
  ];
  const registrar = {
    actor: "registrar",
    whoActs: { key: "finding.actor.registrar", values: { zone: D } },
    notes: [{ key: "finding.note.enter-present-host", values: { zone: D } }],
  };
  const dnsHost = {
    actor: "dns-host",
    whoActs: { key: "finding.actor.dns-host", values: { isKnown: "other", host: "" } },
  };

  it("is not served", () => {
    expect(detect([seenAt(KEY, said("refused", "lame"))])).toEqual(
      whole({
        code: "ZONE_NOT_SERVED",
        cause: { key: "finding.zone-not-served", values: { zone: D, servers } },
        ...registrar,
        evidence: [evidenceOf(KEY, unknown("refused")), evidenceOf(KEY, unknown("lame"), NS2)],
      }),
    );
  });

  it("cannot be reached", () => {
    expect(detect([seenAt(KEY, said("no-name-server", "forbidden-address"))])).toEqual(
      whole({
        code: "ZONE_NOT_SERVED",
        cause: { key: "finding.zone-not-reachable", values: { zone: D, servers } },
        ...registrar,
        evidence: [
          evidenceOf(KEY, unknown("no-name-server")),
          evidenceOf(KEY, unknown("forbidden-address"), NS2),
        ],
      }),
    );
  });

  it("fails", () => {
    expect(detect([seenAt(KEY, said("servfail", "malformed"))])).toEqual(
      whole({
        code: "ZONE_FAILING",
        cause: { key: "finding.zone-failing", values: { zone: D } },
        ...dnsHost,
        notes: [{ key: "finding.note.correct-last-record", values: { isKnown: "other", host: "" } }],
        evidence: [evidenceOf(KEY, unknown("servfail")), evidenceOf(KEY, unknown("malformed"), NS2)],
      }),
    );
  });

  it("has been silent for long", () => {
    expect(detect([seenAt(KEY, said("timeout"))], { remembered: silent(KEY) })).toEqual(
      whole({
        code: "ZONE_SILENT",
        cause: { key: "finding.zone-silent", values: { zone: D, servers } },
        ...dnsHost,
        notes: [{ key: "finding.note.ask-host-to-repair", values: { isKnown: "other", host: "" } }],
        evidence: [evidenceOf(KEY, unknown("timeout"))],
      }),
    );
  });

  it("gives no answer now", () => {
    expect(detect([seenAt(KEY, said("timeout"))])).toEqual(
      whole({
        code: "ANSWER_UNKNOWN",
        severity: "warning",
        cause: { key: "finding.answer-unknown", values: { zone: D, servers } },
        actor: "time",
        whoActs: { key: "finding.actor.time", values: {} },
        notes: [{ key: "finding.note.often-passes", values: {} }],
        evidence: [evidenceOf(KEY, unknown("timeout"))],
      }),
    );
  });
});

describe("what lasts is told from what may pass", () => {
  it.each<[UnknownReason, UnknownReason, string, string, string]>([
    ["refused", "no-name-server", "ZONE_NOT_SERVED", "ZONE_NOT_SERVED", "ZONE_NOT_SERVED"],
    ["refused", "timeout", "ANSWER_UNKNOWN", "ANSWER_UNKNOWN", "ZONE_SILENT"],
    ["servfail", "malformed", "ZONE_FAILING", "ANSWER_UNKNOWN", "ZONE_FAILING"],
    ["servfail", "timeout", "ANSWER_UNKNOWN", "ANSWER_UNKNOWN", "ZONE_SILENT"],
    ["servfail", "refused", "ANSWER_UNKNOWN", "ANSWER_UNKNOWN", "ZONE_SILENT"],
    ["timeout", "over-budget", "ANSWER_UNKNOWN", "ANSWER_UNKNOWN", "ANSWER_UNKNOWN"],
    ["servfail", "over-budget", "ANSWER_UNKNOWN", "ANSWER_UNKNOWN", "ANSWER_UNKNOWN"],
  ])("%s and %s: %s once, %s at first, %s after hours", (first, second, once, atFirst, after) => {
    const known = [seenAt(KEY, said(first, second))];
    const found = [{}, { remembered: EMPTY }, { remembered: silent(KEY) }].map((more) =>
      codes(detect(known, more)),
    );
    expect(found).toEqual([[once], [atFirst], [after]]);
  });

  it("by each record of the zone", () => {
    const known = [seenAt(KEY, said("timeout")), seenAt(KEY2, said("timeout"))];
    const records = [KEY, KEY2];
    expect(codes(detect(known, { records, remembered: silent(KEY) }))).toEqual(["ANSWER_UNKNOWN"]);
    expect(codes(detect(known, { records, remembered: silent(KEY, KEY2) }))).toEqual(["ZONE_SILENT"]);
  });

  it("by name and type", () => {
    const known = [seenAt(FEEDBACK, said("timeout"))];
    const records = [FEEDBACK];
    expect(codes(detect(known, { records, remembered: silent(SPF) }))).toEqual(["ANSWER_UNKNOWN"]);
    expect(codes(detect(known, { records, remembered: silent({ ...FEEDBACK, name: D }) }))).toEqual([
      "ANSWER_UNKNOWN",
    ]);
    expect(codes(detect(known, { records, remembered: silent(FEEDBACK) }))).toEqual(["ZONE_SILENT"]);
  });

  it("with no server known, and so none named", () => {
    const [finding] = detect([seenAt(KEY, {})]);
    expect([finding?.code, finding?.cause, finding?.seen]).toEqual([
      "ANSWER_UNKNOWN",
      { key: "finding.answer-unknown-of-all", values: { zone: D } },
      [],
    ]);
    expect(detect([seenAt(KEY, {})], { remembered: silent(KEY) })).toMatchObject([
      { code: "ZONE_SILENT", cause: { key: "finding.zone-silent-without-servers", values: { zone: D } } },
    ]);
  });

  it("and a server without a name is not named", () => {
    const known = [seenAt(KEY, { "": failed(), [NS2]: failed() }), seenAt(KEY2, said("timeout"))];
    expect(detect(known, { records: [KEY, KEY2] })).toMatchObject([{ seen: [NS2, NS1] }]);
  });
});

describe("each zone is told once", () => {
  it("with its records as evidence", () => {
    const known = [
      seenAt(KEY, said("refused")),
      seenAt(FEEDBACK, said("refused"), { zone: BOUNCE }),
      seenAt(KEY2, said("refused")),
    ];
    const found = detect(known, { records: [KEY, FEEDBACK, KEY2] });
    expect(found.map(({ code, evidence }) => [code, evidence.map(({ name }) => name)])).toEqual([
      ["ZONE_NOT_SERVED", [KEY.name, KEY2.name]],
      ["ZONE_NOT_SERVED", [FEEDBACK.name]],
    ]);
  });

  it.each<[string, Observation]>([
    ["a record that is known", seenAt(KEY, ABSENT)],
    ["a record that is right", seenAt(KEY, held(...KEY.values))],
    [
      "broken signatures, which have a finding of their own",
      seenAt(KEY, said("servfail"), { dnssec: "broken" }),
    ],
  ])("but not for %s", (_, known) => {
    expect(detect([known])).toEqual([]);
  });

  it("named by its DNS host, if that is known", () => {
    const at = (reason: UnknownReason) => [
      seenAt(KEY, { "ada.ns.cloudflare.com": failed(reason), "bob.ns.cloudflare.com": failed(reason) }),
    ];
    const host = { isKnown: "yes", host: "Cloudflare" };
    expect(detect(at("servfail"))).toMatchObject([{ notes: [{ values: host }] }]);
    expect(detect(at("timeout"), { remembered: silent(KEY) })).toMatchObject([{ notes: [{ values: host }] }]);
  });
});
