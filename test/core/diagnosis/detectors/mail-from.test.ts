import { describe, expect, it } from "vitest";
import {
  aliased,
  feedbackMxDetails,
  feedbackRoots,
  isCname,
  mxAsText,
  mxAtDomain,
} from "#core/diagnosis/detectors/mail-from";
import type { RecordDetector } from "#core/diagnosis/model/detector";
import { wildcardName } from "#core/diagnosis/model/questions";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import { ABSENT, D, failed, GONE, held, observed } from "../observed.ts";
import { edit, resolved } from "./dmarc-context.ts";
import {
  added,
  cachedFor,
  concerned,
  contextOf,
  evidenceOf,
  examinedIn,
  FEEDBACK,
  SPF,
  seenAt,
  shows,
} from "./observed-context.ts";

const [HOST = "", TEXT = ""] = [FEEDBACK, SPF].flatMap(({ values }) => values);
const { name } = FEEDBACK;
const VENDOR = "mail.vendor.example";
const required = [HOST, TEXT];
/** Other required records: a text at another name, and a CNAME at the same. */
const OTHERS: readonly ExpectedRecord[] = [
  { purpose: "other", name: `x.${D}`, type: "TXT", values: ["a=b"] },
  { purpose: "other", name, type: "CNAME", values: ["x.example"] },
];
/** Applies a detector to the MX of MAIL FROM, beside the SPF record and others, with these answers. */
const detectWith =
  (detector: RecordDetector) =>
  (mx: DnsAnswer, spf: DnsAnswer, known: readonly Observation[] = []) => {
    const absent = OTHERS.map((record) => seenAt(record, ABSENT));
    const observations = [seenAt(FEEDBACK, mx), seenAt(SPF, spf), ...absent, ...known];
    const context = contextOf([FEEDBACK, SPF, ...OTHERS], observations);
    return detector(examinedIn(context), context);
  };
const cname = (target: string) => observed(name, "CNAME", held(target));
const removed = (target: string, because: "cname-stands-alone" | "breaks-with-the-other-name") =>
  edit("remove", name, target, because, "CNAME");

describe("a CNAME at the MAIL FROM name", () => {
  const detect = detectWith(isCname);
  const whole = {
    severity: "blocking",
    record: concerned(FEEDBACK),
    records: [concerned(FEEDBACK)],
    expected: required,
    details: [],
  };
  const both = [added(FEEDBACK), added(SPF)];
  it("with Amazon's MX as its target is of the wrong type", () => {
    expect(detect(ABSENT, ABSENT, [cname(HOST)])).toEqual({
      ...whole,
      code: "CNAME_INSTEAD_OF_MX",
      seen: [HOST],
      cause: { key: "finding.mx-of-wrong-type", values: { name, type: "CNAME" } },
      notes: [],
      actor: "dns-administrator",
      edits: [removed(HOST, "cname-stands-alone"), ...both],
      after: cachedFor(300),
      evidence: [evidenceOf({ name, type: "CNAME" }, shows(HOST))],
    });
  });

  it("to a name of another service stays, and another MAIL FROM domain is advised", () => {
    expect(detect(ABSENT, ABSENT, [cname(VENDOR)])).toEqual({
      ...whole,
      code: "MAIL_FROM_IS_CNAME",
      seen: [VENDOR],
      cause: { key: "finding.mail-from-is-cname", values: { name, target: VENDOR } },
      whoActs: { key: "finding.actor.platform-support", values: {} },
      notes: [{ key: "finding.note.choose-mail-from", values: {} }],
      actor: "platform-support",
      edits: [],
      otherwise: "another-mail-from",
      evidence: [evidenceOf({ name, type: "CNAME" }, shows(VENDOR))],
    });
  });

  it.each([
    ["that does not exist", VENDOR, [resolved(VENDOR, GONE)]],
    ["within the domain", `www.${D}`, []],
    ["that is the domain itself", D, []],
    ["like Amazon's, which does not exist", `x.${HOST}`, [resolved(`x.${HOST}`, GONE)]],
  ])("to a name %s is removed", (_, target, known) => {
    expect(detect(ABSENT, ABSENT, [cname(target), ...known])).toEqual({
      ...whole,
      code: "MAIL_FROM_IS_CNAME",
      seen: [target],
      cause: { key: "finding.mail-from-is-cname", values: { name, target } },
      notes: [],
      actor: "dns-administrator",
      edits: [removed(target, "cname-stands-alone"), ...both],
      otherwise: "another-mail-from",
      after: cachedFor(300),
      evidence: [evidenceOf({ name, type: "CNAME" }, shows(target))],
    });
  });

  it("is known from any answer that was reached through it", () => {
    const through = (type: "MX" | "TXT", alias: string) => observed(name, type, ABSENT, { aliases: [alias] });
    const targetOf = (...known: readonly Observation[]) => detect(ABSENT, ABSENT, known)?.seen;
    const [mx, text] = [through("MX", "a.example"), through("TXT", "b.example")];
    expect(targetOf(cname(VENDOR), mx, text)).toEqual([VENDOR]);
    expect(targetOf(mx, text)).toEqual(["a.example"]);
    expect(targetOf(text)).toEqual(["b.example"]);
    expect(targetOf()).toBeUndefined();
    const alone = contextOf([FEEDBACK], [seenAt(FEEDBACK, ABSENT)]);
    expect(isCname(examinedIn(alone), alone)).toBeUndefined();
    const spf = contextOf([SPF], [seenAt(SPF, ABSENT, { aliases: [VENDOR] })]);
    expect(isCname(examinedIn(spf), spf)?.seen).toEqual([VENDOR]);
  });

  it("is no fault, if the record behind it is right", () => {
    expect(detect(held(`10 ${HOST}`), ABSENT, [cname(VENDOR)])).toBeUndefined();
    expect(detect(held("10 x.example"), ABSENT, [cname(VENDOR)])?.code).toBe("MAIL_FROM_IS_CNAME");
  });
});

describe("right records behind a CNAME", () => {
  const detect = detectWith(aliased);
  const [mx, spf] = [held(`10 ${HOST}`), held(TEXT)];
  it("are warned of once, at the MX", () => {
    expect(detect(mx, spf, [cname(VENDOR)])).toEqual({
      code: "MAIL_FROM_ALIASED",
      severity: "warning",
      record: concerned(FEEDBACK),
      records: [concerned(FEEDBACK)],
      seen: [VENDOR],
      expected: [HOST],
      cause: { key: "finding.mail-from-aliased", values: { name, target: VENDOR } },
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [removed(VENDOR, "breaks-with-the-other-name"), added(FEEDBACK), added(SPF)],
      after: cachedFor(300),
      evidence: [evidenceOf({ name, type: "CNAME" }, shows(VENDOR))],
    });
    const text = contextOf([SPF], [seenAt(SPF, spf), cname(VENDOR)]);
    expect(aliased(examinedIn(text), text)).toBeUndefined();
  });

  const probe = observed(
    wildcardName(name, D),
    "CNAME",
    held(`${wildcardName(name, D).split(".")[0]}.other.example`),
  );
  it.each<[string, DnsAnswer, DnsAnswer, readonly Observation[], boolean]>([
    ["if the other record is not known", mx, failed(), [cname(VENDOR)], true],
    ["not if there is no CNAME", mx, spf, [], false],
    ["not if the other record is missing", mx, ABSENT, [cname(VENDOR)], false],
    ["not if the MX is wrong", held("10 x.example"), spf, [cname(VENDOR)], false],
    ["not if a DNAME makes the CNAME", mx, spf, [cname("bounce.other.example"), probe], false],
    ["if the CNAME is like that of a DNAME", mx, spf, [cname("bounce.other.example")], true],
  ])("%s", (_, one, other, known, isTold) => {
    expect(detect(one, other, known)?.code).toBe(isTold ? "MAIL_FROM_ALIASED" : undefined);
  });
});

describe("Amazon's MX at the domain itself", () => {
  const detect = detectWith(mxAtDomain);
  const at = (...values: readonly string[]) => observed(D, "MX", held(...values));
  const gone = { ...edit("remove", D, HOST, "must-not-be-at-the-domain", "MX"), priority: 10 };
  const kept = { ...edit("keep", D, "mx.host.example", "own-mail-server", "MX"), priority: 5 };
  it("is moved to MAIL FROM, and the domain's own stay", () => {
    expect(detect(ABSENT, ABSENT, [at("5 mx.host.example", `10 ${HOST}`)])).toEqual({
      code: "FEEDBACK_MX_AT_DOMAIN",
      severity: "urgent",
      record: concerned(FEEDBACK),
      records: [concerned(FEEDBACK)],
      seen: [`${D}: 10 ${HOST}`, `${D}: 5 mx.host.example`],
      expected: [HOST],
      cause: { key: "finding.feedback-mx-at-domain", values: { at: D } },
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [gone, kept, added(FEEDBACK)],
      after: cachedFor(300),
      evidence: [evidenceOf({ name: D, type: "MX" }, shows("5 mx.host.example", `10 ${HOST}`))],
    });
  });

  it("may have replaced the domain's own", () => {
    const context = contextOf([], [at(`10 ${HOST}`)]);
    expect(feedbackMxDetails(D, context)).toMatchObject({
      edits: [gone],
      notes: [{ key: "finding.note.put-mx-back", values: { at: D } }],
    });
  });

  it("is only told with a missing MX", () => {
    const known = [at(`10 ${HOST}`)];
    expect(detect(held(`10 ${HOST}`), ABSENT, known)).toBeUndefined();
    expect(detect(held("10 x.example"), ABSENT, known)).toBeUndefined();
    expect(detect(failed(), ABSENT, known)).toBeUndefined();
    expect(detect(ABSENT, ABSENT, [at("5 mx.host.example")])).toBeUndefined();
    expect(detect(ABSENT, ABSENT)).toBeUndefined();
  });

  it("is looked for at the domain and above it, but not at MAIL FROM or through a CNAME", () => {
    const FROM = `mail.${D}`;
    const mx = (root: string, aliases: readonly string[] = []) =>
      observed(root, "MX", held("5 a.example", `10 ${HOST}`), { aliases });
    const roots = (known: readonly Observation[], more = {}) =>
      feedbackRoots(contextOf([], known, { domain: FROM, ...more }));
    expect(roots([mx(D), mx(FROM)])).toEqual([FROM, D]);
    expect(roots([mx(D), mx(FROM)], { domain: D })).toEqual([D]);
    expect(roots([mx(D), mx(FROM)], { mailFrom: FROM })).toEqual([D]);
    expect(roots([mx(D, [VENDOR]), mx(FROM)])).toEqual([FROM]);
    expect(roots([observed(D, "MX", held("5 a.example"))])).toEqual([]);
    expect(roots([])).toEqual([]);
  });
});

describe("the MX entered as a text", () => {
  const detect = detectWith(mxAsText);
  const [text, other] = [`10 ${HOST}`, `Feedback-SMTP.us-east-1.amazonses.com`];
  it("is replaced by an MX", () => {
    expect(detect(ABSENT, held(text, "a=b", other))).toEqual({
      code: "TXT_INSTEAD_OF_MX",
      severity: "blocking",
      record: concerned(FEEDBACK),
      records: [concerned(FEEDBACK)],
      seen: [text, other],
      expected: [HOST],
      cause: { key: "finding.mx-of-wrong-type", values: { name, type: "TXT" } },
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [
        edit("remove", name, text, "wrong-type"),
        edit("remove", name, other, "wrong-type"),
        added(FEEDBACK, "wrong-type"),
      ],
      after: cachedFor(300),
      evidence: [evidenceOf({ name, type: "TXT" }, shows(text, "a=b", other))],
    });
  });

  it("is only told with a missing MX", () => {
    expect(detect(held(text), held(text))).toBeUndefined();
    expect(detect(held("10 x.example"), held(text))).toBeUndefined();
    expect(detect(failed(), held(text))).toBeUndefined();
    expect(detect(ABSENT, held("a=b"))).toBeUndefined();
    expect(detect(ABSENT, ABSENT)).toBeUndefined();
  });
});
