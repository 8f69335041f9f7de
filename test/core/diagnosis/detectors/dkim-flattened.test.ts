import { describe, expect, it } from "vitest";
import { flattened, isFlattened, isFlattenedToAddresses } from "#core/diagnosis/detectors/dkim";
import type { ExpectedRecord, Subject } from "#core/diagnosis/model/subject";
import type { Observation, RecordType } from "#core/dns/observation";
import { ABSENT, D, failed, held, observed } from "../observed.ts";
import {
  added,
  cachedFor,
  contextOf,
  evidenceOf,
  examinedIn,
  KEY,
  SPF,
  seenAt,
  shows,
} from "./observed-context.ts";
import { blockingOn } from "./whole-finding.ts";

const [TARGET = ""] = KEY.values;
const [CF1, CF2] = ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"];
const [OLD, NEW] = ["p=old", "p=new"];
const TEXT = { name: KEY.name, type: "TXT" } as const;
const ADDRESS = { name: KEY.name, type: "A" } as const;
const CLOUDFLARE = { isKnown: "yes", host: "Cloudflare" };
const OTHER = { isKnown: "other", host: "" };
const atHost = (type: RecordType, ...values: readonly string[]) => observed(KEY.name, type, held(...values));
const absent = seenAt(KEY, ABSENT);
const atCloudflare = seenAt(KEY, { [CF1]: ABSENT, [CF2]: ABSENT });
/** What a resolver answers for the CNAME's target. */
const published = (type: RecordType, answer = held()): Observation =>
  observed(TARGET, type, {}, { recursive: [{ server: "1.1.1.1", address: "1.1.1.1", answer }] });
const detect = (
  known: readonly Observation[],
  { record = KEY, subject = {} }: { record?: ExpectedRecord; subject?: Partial<Subject> } = {},
) => {
  const context = contextOf([record], known, subject);
  return flattened(examinedIn(context), context);
};
const replacing = (because: "required" | "current-key") => ({
  ...added(KEY, because),
  action: "replace",
  dnsOnly: true,
});

describe("a DNS host answers with Amazon's current key", () => {
  const isOne = (known: readonly Observation[], record: ExpectedRecord = KEY) => {
    const context = contextOf([record], known);
    return isFlattened(examinedIn(context), context);
  };

  it("instead of the CNAME", () => {
    expect(detect([absent, atHost("TXT", "a=b", NEW), published("TXT", held(NEW))])).toEqual(
      blockingOn(KEY, "CNAME_FLATTENED", {
        severity: "warning",
        seen: [NEW],
        cause: { key: "finding.cname-flattened", values: { name: KEY.name, ...OTHER } },
        edits: [replacing("current-key")],
        notes: [{ key: "finding.note.no-pasted-key", values: {} }],
        after: cachedFor(60),
        evidence: [evidenceOf(TEXT, shows("a=b", NEW))],
      }),
    );
  });

  it.each<[boolean, string, readonly Observation[]]>([
    [
      true,
      "one of two keys is the current one",
      [absent, atHost("TXT", OLD, NEW), published("TXT", held(NEW))],
    ],
    [true, "Amazon has two keys", [absent, atHost("TXT", NEW), published("TXT", held(OLD, NEW))]],
    [false, "the key is an old one", [atCloudflare, atHost("TXT", OLD), published("TXT", held(NEW))]],
    [true, "a host that flattens has a key, and Amazon's is unknown", [atCloudflare, atHost("TXT", OLD)]],
    [
      true,
      "the resolver gave no answer, at a host that flattens",
      [atCloudflare, atHost("TXT", OLD), published("TXT", failed())],
    ],
    [false, "another host has a key, and Amazon's is unknown", [absent, atHost("TXT", OLD)]],
    [false, "a host that flattens has no key", [atCloudflare, atHost("TXT", "a=b")]],
    [false, "no host has a key", [absent, published("TXT", held(NEW))]],
    [
      false,
      "there is a CNAME",
      [seenAt(KEY, held("x.example")), atHost("TXT", NEW), published("TXT", held(NEW))],
    ],
  ])("%s: %s", (expected, _, known) => {
    expect(isOne(known)).toBe(expected);
    expect(detect(known)?.code).toBe(expected ? "CNAME_FLATTENED" : undefined);
  });

  it("but only a DKIM record leads to a key", () => {
    const record: ExpectedRecord = { ...KEY, purpose: "other" };
    expect(isOne([absent, atHost("TXT", NEW), published("TXT", held(NEW))], record)).toBe(false);
  });

  it.each<[boolean | undefined, string | undefined]>([
    [true, undefined],
    [false, "CNAME_FLATTENED"],
    [undefined, "CNAME_FLATTENED"],
  ])("verified by SES: %s", (dkimVerified, code) => {
    const subject = dkimVerified === undefined ? {} : { dkimVerified };
    const known = [absent, atHost("TXT", NEW), published("TXT", held(NEW))];
    expect(detect(known, { subject })?.code).toBe(code);
  });
});

describe("a DNS host answers with the addresses of the target", () => {
  const [FIRST, SECOND] = ["192.0.2.1", "192.0.2.2"];
  const isOne = (known: readonly Observation[], record: ExpectedRecord = KEY) => {
    const context = contextOf([record], known);
    return isFlattenedToAddresses(examinedIn(context), context);
  };

  it("instead of the CNAME, which SES may yet have verified", () => {
    const known = [atCloudflare, atHost("A", FIRST), published("A", held(FIRST))];
    expect(detect(known, { subject: { dkimVerified: true } })).toEqual(
      blockingOn(KEY, "CNAME_FLATTENED", {
        severity: "warning",
        seen: [FIRST],
        cause: {
          key: "finding.cname-flattened-to-addresses",
          values: { name: KEY.name, target: TARGET, ...CLOUDFLARE },
        },
        edits: [replacing("required")],
        after: cachedFor(60),
        evidence: [evidenceOf(ADDRESS, shows(FIRST))],
      }),
    );
  });

  it.each<[boolean, string, readonly Observation[]]>([
    [true, "some of them", [absent, atHost("A", FIRST), published("A", held(FIRST, SECOND))]],
    [false, "one more", [absent, atHost("A", FIRST, SECOND), published("A", held(FIRST))]],
    [false, "others", [absent, atHost("A", SECOND), published("A", held(FIRST))]],
    [false, "none", [absent, published("A", held(FIRST))]],
    [false, "some, but those of the target are unknown", [absent, atHost("A", FIRST)]],
    [
      false,
      "them beside a CNAME",
      [seenAt(KEY, held("x.example")), atHost("A", FIRST), published("A", held(FIRST))],
    ],
  ])("%s: %s", (expected, _, known) => {
    expect(isOne(known)).toBe(expected);
    expect(detect(known)?.code).toBe(expected ? "CNAME_FLATTENED" : undefined);
  });

  it("but the record is no CNAME", () => {
    const record: ExpectedRecord = { ...SPF, name: `x.${D}`, values: [TARGET] };
    const known = [
      seenAt(record, ABSENT),
      observed(record.name, "A", held(FIRST)),
      published("A", held(FIRST)),
    ];
    expect(isOne(known, record)).toBe(false);
  });

  it("and a CNAME without a value has no target", () => {
    const record: ExpectedRecord = { ...KEY, values: [] };
    expect(isOne([absent, atHost("A", FIRST), published("A", held(FIRST))], record)).toBe(false);
  });
});
