import { describe, expect, it } from "vitest";
import { mxDiffers, taken } from "#core/diagnosis/detectors/mail-from";
import { wildcardName } from "#core/diagnosis/model/questions";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import type { Edit } from "#core/records/correction";
import { ABSENT, D, failed, held, observed } from "../observed.ts";
import {
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
const VENDOR = "mx.vendor.example";
const OTHER = "feedback-smtp.us-east-1.amazonses.com";
const INBOUND = "inbound-smtp.eu-west-1.amazonaws.com";
const at = (value: string, priority = 10) => ({
  type: "MX" as const,
  name,
  zone: D,
  hostInZone: "bounce",
  value,
  priority,
});
const kept: Edit = { action: "keep", ...at(HOST), because: "right-already" };
const gone = (value: string, priority = 10): Edit => ({
  action: "remove",
  ...at(value, priority),
  because: "only-one",
});
const changed = (previous: string, because: Edit["because"] = "only-one", priority = 10): Edit => ({
  action: "replace",
  ...at(HOST, priority),
  previous,
  because,
});

describe("an MX of MAIL FROM with a wrong value", () => {
  const detect = (answer: DnsAnswer, record: ExpectedRecord = FEEDBACK) => {
    const context = contextOf([record], [seenAt(record, answer)]);
    return mxDiffers(examinedIn(context), context);
  };
  it("is that of another Region", () => {
    expect(detect(held(`20 ${OTHER}`))).toEqual({
      code: "MX_OTHER_REGION",
      severity: "blocking",
      record: concerned(FEEDBACK),
      records: [concerned(FEEDBACK)],
      seen: [`20 ${OTHER}`],
      expected: [HOST],
      cause: { key: "finding.mx-other-region", values: { name, region: "us-east-1" } },
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [changed(OTHER, "only-one", 20)],
      after: cachedFor(300),
      evidence: [evidenceOf(FEEDBACK, shows(`20 ${OTHER}`))],
    });
  });

  it.each<[string, string, string]>([
    ["10 feedback-smtp.amazonses.com", "MX_OTHER_REGION", "finding.mx-without-region"],
    ["0 .", "MX_NULL", "finding.mx-null"],
    ["0 ", "MX_NULL", "finding.mx-null"],
    [`10 ${INBOUND}`, "MX_OTHER_AMAZON_HOST", "finding.mx-other-amazon-host"],
    ["10 email-smtp.us-east-1.amazonaws.com", "MX_OTHER_AMAZON_HOST", "finding.mx-other-amazon-host"],
    [`10 10.${HOST}`, "MX_PRIORITY_IN_VALUE", "finding.mx-priority-in-value"],
    [`10 10\\032${HOST}`, "MX_PRIORITY_IN_VALUE", "finding.mx-priority-in-value"],
    ["10 10", "MX_PRIORITY_IN_VALUE", "finding.mx-priority-in-value"],
  ])("%s", (value, code, key) => {
    expect(detect(held(value))).toMatchObject({
      code,
      cause: { key, values: { name } },
      seen: [value],
      edits: [{ action: "replace", value: HOST }],
    });
  });

  it("has the priority in it, which has its own field", () => {
    const because = "priority-has-its-own-field";
    const edits = (record: ExpectedRecord) => detect(held(`0 10.${HOST}`), record)?.edits;
    const { priority: _, ...plain } = FEEDBACK;
    expect(edits({ ...FEEDBACK, priority: 20 })).toEqual([changed(`10.${HOST}`, because, 20)]);
    expect(edits(plain)).toEqual([changed(`10.${HOST}`, because)]);
  });

  it.each([
    ["that of another service", held(`10 ${VENDOR}`)],
    ["an address", held("10 192.0.2.1")],
    ["an address with the zone after it", held(`10 192.0.2.1.${D}`)],
    ["missing", ABSENT],
    ["not known", failed()],
  ])("is not told here, if it is %s", (_, answer) => {
    expect(detect(answer)).toBeUndefined();
  });

  it("stands beside others", () => {
    const several = (...values: readonly string[]) => detect(held(...values));
    expect(several(`10 ${HOST}`, `20 ${VENDOR}`, `30 ${VENDOR}`)).toMatchObject({
      code: "MX_SEVERAL",
      cause: { key: "finding.mx-several", values: { name, count: 3 } },
      edits: [kept, gone(VENDOR, 20), gone(VENDOR, 30)],
      otherwise: "another-mail-from",
    });
    const amazon = several(`10 ${OTHER}`, `20 ${INBOUND}`);
    expect(amazon).toMatchObject({ code: "MX_SEVERAL", edits: [changed(OTHER), gone(INBOUND, 20)] });
    expect(amazon?.otherwise).toBeUndefined();
    expect(several(`10 ${OTHER}`, `20 ${VENDOR}`)?.otherwise).toBe("another-mail-from");
  });

  it("stands beside none of Amazon's feedback hosts", () => {
    expect(detect(held(`10 ${VENDOR}`, `20 x.${VENDOR}`))?.code).toBe("MAIL_FROM_TAKEN");
    expect(detect(held(`10 ${VENDOR}`, `20 ${INBOUND}`))).toBeUndefined();
  });
});

describe("a MAIL FROM domain that another service uses", () => {
  const detect = (mx: DnsAnswer, spf: DnsAnswer, known: readonly Observation[] = []) => {
    const context = contextOf([FEEDBACK, SPF], [seenAt(FEEDBACK, mx), seenAt(SPF, spf), ...known]);
    return taken(examinedIn(context), context);
  };
  const because = "another-service-uses-the-name";
  const changedMx = changed(VENDOR, because);
  it("is better left to it", () => {
    const none = "v=spf1 -all";
    expect(detect(held(`10 ${VENDOR}`), held(none))).toEqual({
      code: "MAIL_FROM_TAKEN",
      severity: "blocking",
      record: concerned(FEEDBACK),
      records: [concerned(FEEDBACK)],
      seen: [`10 ${VENDOR}`],
      expected: [HOST, TEXT],
      cause: { key: "finding.mail-from-taken", values: { name, by: [`“${VENDOR}”`] } },
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [
        changedMx,
        {
          action: "replace",
          type: "TXT",
          name,
          zone: D,
          hostInZone: "bounce",
          value: TEXT,
          previous: none,
          because,
        },
      ],
      otherwise: "another-mail-from",
      after: cachedFor(300),
      evidence: [evidenceOf(FEEDBACK, shows(`10 ${VENDOR}`))],
    });
  });

  it.each([
    ["right", held(TEXT)],
    ["not known", failed()],
  ])("keeps an SPF record that is %s", (_, spf) => {
    expect(detect(held(`10 ${VENDOR}`), spf)).toMatchObject({ expected: [HOST], edits: [changedMx] });
  });

  it.each([
    ["has Amazon's MX, too", held(`10 ${VENDOR}`, `20 ${INBOUND}`)],
    ["has a null MX, too", held("0 .", `10 ${VENDOR}`)],
    ["has only Amazon's MX", held(`10 ${OTHER}`)],
    ["has a null MX", held("0 .")],
    ["has a null MX of another spelling", held("0 ")],
    ["has none", ABSENT],
  ])("is not told, if the name %s", (_, mx) => {
    expect(detect(mx, ABSENT)).toBeUndefined();
  });

  it("is not told of a wildcard's MX", () => {
    const wildcard = (value: string) => observed(wildcardName(name, D), "MX", held(value));
    expect(detect(held(`10 ${VENDOR}`), ABSENT, [wildcard(`10 ${VENDOR}`)])).toBeUndefined();
    expect(detect(held(`10 ${VENDOR}`), ABSENT, [wildcard("10 x.example")])?.code).toBe("MAIL_FROM_TAKEN");
  });

  it("is told without a required MX, too", () => {
    const mx = seenAt(FEEDBACK, held(`10 ${VENDOR}`));
    const wildcard = observed(wildcardName(name, D), "TXT", held("v=spf1 -all"));
    const context = contextOf([SPF], [mx, seenAt(SPF, held("v=spf1 -all")), wildcard]);
    expect(taken(examinedIn(context), context)).toMatchObject({ code: "MAIL_FROM_TAKEN", expected: [TEXT] });
  });
});
