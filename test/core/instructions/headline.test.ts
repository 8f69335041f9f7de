import { describe, expect, it } from "vitest";
import { headline, pageHeadline } from "#core/instructions/headline";
import { setupPhase } from "#core/instructions/setup-phase";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { CheckedRecord } from "#core/records/last-check";
import { textsIn } from "#core/words/texts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

const HOUR_MS = 3_600_000;
const D = "oxfordstones.example";
const TEXTS = textsIn("en");
const MISSED = `Amazon no longer finds all DNS records of ${D}`;

type State = CheckedRecord["state"];

/** The last check, which found these states; the last one counts for all records after it. */
function checked(...states: readonly State[]): Partial<Onboarding> {
  const records = RECORDS.map((record, index) =>
    seen(record, { state: states[Math.min(index, states.length - 1)] ?? "missing" }),
  );
  return { lastCheck: { at: BEGUN_AT, queries: 1, records } };
}

/** An incident in which SES misses the first records. */
function incident(missed: number, ...ses: NonNullable<Onboarding["incident"]>["ses"]): Partial<Onboarding> {
  const records = RECORDS.slice(0, missed).map(({ name, type }) => ({ name, type }));
  return { incident: { since: BEGUN_AT, ses, records } };
}

const DKIM = { subject: "dkim", givesUpAt: BEGUN_AT + 70 * HOUR_MS } as const;
const MAIL_FROM = { subject: "mail-from", givesUpAt: BEGUN_AT + 71 * HOUR_MS } as const;
const CONFIRMED = { signals: { count: 1, seen: 1, confirmedAt: BEGUN_AT - 1 } };

type Row = readonly [phase: string, said: Partial<Onboarding>, text: string];

const WHILE_SET_UP: readonly Row[] = [
  ["held", { status: "held" }, `Our team is checking the request for ${D}`],
  ["preparing", { status: "requested" }, `We are preparing the DNS records for ${D}`],
  ["add", {}, `Add 5 DNS records for ${D}`],
  ["correct", checked("right", "conflicting", "wrong", "missing"), `2 DNS records of ${D} need a correction`],
  [
    "partly",
    { ...checked("right", "right", "missing"), ...CONFIRMED },
    `3 DNS records of ${D} are still missing`,
  ],
  ["partly", { ...checked("missing"), ...CONFIRMED }, `5 DNS records of ${D} are still missing`],
  ["unsure", checked("unknown"), `We could not check every DNS record of ${D}`],
  ["spreading", checked("right"), `All DNS records of ${D} are right`],
  ["finishing", { status: "verified" }, `${D} is verified`],
  ["failed", { status: "failed" }, `Something went wrong on our side with ${D}`],
  ["ended", { status: "expired" }, `The set-up of ${D} has ended`],
];

const AFTERWARDS: readonly Row[] = [
  ["ready", { status: "ready" }, `${D} is ready to send`],
  [
    "readyWithoutMailFrom",
    { status: "ready", withoutMailFrom: { at: BEGUN_AT, by: "support" } },
    `${D} is ready to send`,
  ],
  ["lost", { status: "lost" }, MISSED],
  ["lost", { status: "lost", ...incident(0, DKIM) }, MISSED],
  ["lost", { status: "lost", ...incident(2, DKIM) }, `2 DNS records of ${D} have disappeared`],
  ["missed", { status: "ready", ...incident(0) }, MISSED],
  [
    "found",
    { status: "ready", ...incident(1, DKIM), ...checked("right") },
    `All DNS records of ${D} are right again. Amazon has not found them yet`,
  ],
];

describe("the headline", () => {
  it.each([...WHILE_SET_UP, ...AFTERWARDS])("of the phase %s, with %j", (phase, said, text) => {
    const onboarding = onboardingOf(said);
    expect(setupPhase(onboarding)).toBe(phase);
    expect(headline(onboarding, TEXTS)).toBe(text);
    expect(pageHeadline(onboarding, TEXTS)).toBe(text);
  });

  it("counts one record without a plural", () => {
    const said = { status: "lost", ...incident(1, DKIM) } as const;
    expect(headline(onboardingOf(said), TEXTS)).toBe(`1 DNS record of ${D} has disappeared`);
  });

  it("writes a name with other letters in both forms", () => {
    const text = headline(onboardingOf({ identity: "xn--bcher-kva.example", status: "ready" }), TEXTS);
    expect(text).toContain("bücher.example");
    expect(text).toContain("xn--bcher-kva.example");
  });
});

describe("the headline while SES misses records", () => {
  it.each<[string, NonNullable<Onboarding["incident"]>["ses"], string]>([
    [
      "the signature, if SES gives that up first",
      [MAIL_FROM, DKIM],
      `Your mail from ${D} stops being signed on 26 November 2026 at 07:00 UTC, unless its DKIM records come back`,
    ],
    [
      "the bounces, if SES gives these up first",
      [MAIL_FROM],
      `Bounces of ${D} stop coming back under your own name on 26 November 2026 at 08:00 UTC, unless its MX record comes back`,
    ],
  ])("names %s; the page names it elsewhere", (_what, ses, text) => {
    const onboarding = onboardingOf({ status: "ready", ...incident(0, ...ses) });
    expect(headline(onboarding, TEXTS)).toBe(text);
    expect(pageHeadline(onboarding, TEXTS)).toBe(MISSED);
  });
});
