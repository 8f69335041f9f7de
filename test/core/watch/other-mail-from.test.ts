import { describe, expect, it } from "vitest";
import type { IdentityStatus, Onboarding } from "#core/onboarding/onboarding";
import { afterMailFromSeen, hasOtherMailFrom, isNewMailFrom } from "#core/watch/other-mail-from";
import { BEGUN_AT as NOW, onboardingOf } from "../../support/onboarding-fixture.ts";

const OWN = onboardingOf().mailFrom;
const OTHER = "other.oxfordstones.example";
const ID = onboardingOf().onboardingId;

const statusOf = (mailFromDomain?: string): IdentityStatus => ({
  verification: "SUCCESS",
  dkim: "SUCCESS",
  ...(mailFromDomain !== undefined && { mailFromDomain, mailFrom: "SUCCESS" }),
});

const readyOf = (mailFromDomain?: string, said: Partial<Onboarding> = {}) =>
  onboardingOf({ status: "ready", ses: { reads: 1, status: statusOf(mailFromDomain) }, ...said });

const WITHOUT: Partial<Onboarding> = { withoutMailFrom: { at: NOW, by: "support" } };
const UNREAD: Partial<Onboarding> = { ses: { reads: 0 } };

describe("SES last had another MAIL FROM domain than the project's", () => {
  it.each<[string, Onboarding, boolean]>([
    ["a ready domain with its own", readyOf(OWN), false],
    ["a ready domain with another", readyOf(OTHER), true],
    ["a ready domain with none", readyOf(), true],
    ["a ready domain that SES was never asked about", readyOf(OWN, UNREAD), true],
    ["a ready domain that does without one", readyOf(OTHER, WITHOUT), false],
    ["a domain that is not ready", readyOf(OTHER, { status: "records_issued" }), false],
  ])("%s", (_, onboarding, expected) => {
    expect(hasOtherMailFrom(onboarding)).toBe(expected);
  });
});

describe("SES has another MAIL FROM domain than was recorded", () => {
  it.each<[string, Onboarding, string | undefined, boolean]>([
    ["the recorded one", readyOf(OWN), OWN, false],
    ["another one", readyOf(OWN), OTHER, true],
    ["none any more", readyOf(OWN), undefined, true],
    ["one where none was recorded", readyOf(), OWN, true],
    ["still none", readyOf(), undefined, false],
    ["one where nothing was recorded", readyOf(OWN, UNREAD), OTHER, false],
    ["another one where none is needed", readyOf(OWN, WITHOUT), OTHER, false],
    ["another one while not ready", readyOf(OWN, { status: "records_issued" }), OTHER, false],
  ])("%s", (_, onboarding, domain, expected) => {
    expect(isNewMailFrom(onboarding, domain === undefined ? undefined : { domain })).toBe(expected);
  });
});

describe("the change after SES was read", () => {
  const change = (current: Onboarding, domain: string | undefined, listed: readonly string[]) => {
    const seen =
      domain === undefined ? undefined : ({ domain, status: "PENDING", rejectsOnMxFailure: false } as const);
    return afterMailFromSeen(current, seen, NOW, {
      onboardingIds: listed,
      replaceWith: (ids) => ({
        item: { pk: "list", sk: "list", version: 1, ids },
        expectedVersion: undefined,
      }),
    });
  };
  const listedIn = (after: ReturnType<typeof change>) => after?.also?.map((put) => put.item["ids"]);

  it.each<[string, Onboarding, string | undefined]>([
    ["SES was never asked before", readyOf(OWN, UNREAD), OTHER],
    ["it is as recorded", readyOf(OWN), OWN],
    ["the domain is not ready", readyOf(OWN, { status: "records_issued" }), OTHER],
  ])("is none if %s", (_, current, domain) => {
    expect(change(current, domain, [])).toBeUndefined();
  });

  it.each<[string, string | undefined, object]>([
    ["another domain", OTHER, { ...statusOf(), mailFromDomain: OTHER, mailFrom: "PENDING" }],
    ["no domain any more", undefined, statusOf()],
  ])("records %s, lists it once and last, and notifies operations", (_, domain, status) => {
    const after = change(readyOf(OWN), domain, [ID, "onb_else"]);
    expect(after?.set).toEqual({ ses: { reads: 1, status } });
    expect(after?.event).toEqual({
      ...{ type: "mail_from_differs", at: NOW, by: "sendworthy", idempotencyKey: String(NOW) },
    });
    expect(listedIn(after)).toEqual([["onb_else", ID]]);
  });

  it("records the project's domain again and takes it off the list, without a notice", () => {
    const after = change(readyOf(OTHER), OWN, ["onb_else", ID]);
    expect(after?.set).toMatchObject({ ses: { status: { mailFromDomain: OWN } } });
    expect(after?.event).toBeUndefined();
    expect(listedIn(after)).toEqual([["onb_else"]]);
  });
});
