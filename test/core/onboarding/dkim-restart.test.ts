import { describe, expect, it } from "vitest";
import { renewedTokens, withDkimPeriod, withTokens } from "#core/onboarding/dkim-restart";
import type { CheckedRecord } from "#core/records/last-check";
import { BEGUN_AT as NOW, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";
import { issuedOf, TOKENS } from "../../support/stages.ts";

const LATER = NOW + 60_000;
const FRESH = ["d", "e", "f"].map((letter) => letter.repeat(32));

/** Makes a check with these states of the DKIM records and of the others. */
function checked(dkim: CheckedRecord["state"], others: CheckedRecord["state"]): CheckedRecord[] {
  return RECORDS.map((record) => seen(record, { state: record.purpose === "dkim" ? dkim : others }));
}

describe("the period of right DKIM records", () => {
  it.each<[string, CheckedRecord["state"], CheckedRecord["state"], object]>([
    ["goes on while all records are right", "right", "right", { reads: 1, dkimRightSince: NOW }],
    ["does not depend on the other records", "right", "missing", { reads: 1, dkimRightSince: NOW }],
    ["goes on while no server answers", "unknown", "right", { reads: 1, dkimRightSince: NOW }],
    ["ends when a DKIM record is missing", "missing", "right", { reads: 1 }],
  ])("%s", (_, dkim, others, expected) => {
    const ses = { reads: 1, dkimRightSince: NOW };
    expect(withDkimPeriod(ses, checked(dkim, others), LATER)).toStrictEqual(expected);
  });

  it("begins at the first check that finds all DKIM records right", () => {
    expect(withDkimPeriod({ reads: 1 }, checked("right", "missing"), LATER)).toStrictEqual({
      reads: 1,
      dkimRightSince: LATER,
    });
    expect(withDkimPeriod({ reads: 1 }, checked("unknown", "right"), LATER)).toStrictEqual({ reads: 1 });
  });
});

describe("the tokens of SES", () => {
  const renewed = (tokens: readonly string[]) =>
    renewedTokens(issuedOf(), {
      reads: 1,
      status: { verification: "PENDING", dkim: "PENDING", tokens: [...tokens] },
    });

  it("are renewed as soon as one of them is not in the issued records", () => {
    const oneFresh = [...TOKENS.slice(0, 2), ...FRESH.slice(2)];
    expect(renewed(oneFresh)).toEqual(oneFresh);
    expect(renewed(FRESH)).toEqual(FRESH);
  });

  it("are the same in another order, and are not renewed while SES shows fewer than three", () => {
    expect(renewed(TOKENS.toReversed())).toBeUndefined();
    expect(renewed(FRESH.slice(1))).toBeUndefined();
  });

  it("replace the three DKIM records and leave the others as they were", () => {
    const current = issuedOf();
    const zone = "dkim.amazonses.com";
    expect(withTokens(current, FRESH)).toStrictEqual({
      dkim: { tokens: FRESH, signingHostedZone: zone },
      records: RECORDS.map((record, index) =>
        index < 3
          ? {
              ...record,
              name: `${FRESH[index]}._domainkey.${current.identity}`,
              value: `${FRESH[index]}.${zone}`,
            }
          : record,
      ),
      recordsVersion: 2,
      replacedRecords: ["dkim"],
    });
  });

  it("change nothing of an onboarding without an identity in SES", () => {
    expect(withTokens(onboardingOf(), FRESH)).toEqual({});
  });
});
