import { expect, it } from "vitest";
import type { IdentityStatus, Onboarding } from "#core/onboarding/onboarding";
import { hasVerifiedAll, sesRead } from "#core/verification/ses-read";
import { BEGUN_AT as NOW } from "../../support/onboarding-fixture.ts";
import { issuedOf } from "../../support/stages.ts";

const MAIL_FROM = "email.oxfordstones.example";
const TOKENS = ["one", "two", "three"];
const PENDING: IdentityStatus = {
  verification: "PENDING",
  dkim: "PENDING",
  mailFromDomain: MAIL_FROM,
  mailFrom: "PENDING",
  tokens: TOKENS,
};

const read = (seen: Parameters<typeof sesRead>[1], said: Partial<Onboarding> = {}) =>
  sesRead(issuedOf({ ses: { reads: 1, status: PENDING }, ...said }), seen, NOW);

it.each<[string, Partial<IdentityStatus>, boolean]>([
  ["nothing new", {}, false],
  ["MAIL FROM is found, and DKIM is pending", { mailFrom: "SUCCESS" }, false],
  ["DKIM is found", { verification: "SUCCESS", dkim: "SUCCESS" }, true],
  ["SES gave DKIM up", { dkim: "FAILED" }, true],
  ["SES gave MAIL FROM up", { mailFrom: "FAILED" }, true],
  ["DKIM is checked again after a failure of SES", { dkim: "TEMPORARY_FAILURE" }, false],
  ["SES has other tokens", { tokens: ["four", "two", "three"] }, true],
  ["somebody set another MAIL FROM domain", { mailFromDomain: "other.oxfordstones.example" }, true],
  ["somebody switched signing off", { signingOff: "made-by-hand" }, true],
])("%s: is news or not", (_, changed, isNews) => {
  expect(read({ ...PENDING, ...changed }) !== undefined).toBe(isNews);
});

it("counts MAIL FROM as a change once DKIM is found", () => {
  const known = { ...PENDING, verification: "SUCCESS", dkim: "SUCCESS" } as const;
  expect(read({ ...known, mailFrom: "SUCCESS" }, { ses: { reads: 2, status: known } })).toBeDefined();
});

it("keeps a complete answer with the signal, so that the check does not read it again", () => {
  const found = { ...PENDING, verification: "SUCCESS", dkim: "SUCCESS", mailFrom: "SUCCESS" } as const;
  expect(read(found)?.set).toMatchObject({
    signals: { count: 1, seen: 0 },
    ses: { status: found, readAt: NOW, reads: 2 },
  });
});

it("keeps only the signal of an answer about many identities", () => {
  expect(read({ dkim: "SUCCESS", mailFrom: "SUCCESS" })?.set).toEqual({ signals: { count: 1, seen: 0 } });
});

it.each<[string, Partial<Onboarding>]>([
  ["it is over", { status: "ready" }],
  ["it was cancelled", { signals: { count: 1, seen: 1, cancelledAt: NOW } }],
  ["a signal waits already", { signals: { count: 1, seen: 0 } }],
])("writes nothing if %s", (_, said) => {
  expect(read({ ...PENDING, dkim: "SUCCESS" }, said)).toBeUndefined();
});

it.each<[IdentityStatus["dkim"], IdentityStatus["mailFrom"], boolean]>([
  ["SUCCESS", "SUCCESS", true],
  ["SUCCESS", "PENDING", false],
  ["SUCCESS", undefined, false],
  ["PENDING", "SUCCESS", false],
  ["PENDING", "PENDING", false],
])("with DKIM %s and MAIL FROM %s, SES has verified all: %s", (dkim, mailFrom, hasAll) => {
  expect(hasVerifiedAll({ dkim, mailFrom })).toBe(hasAll);
});
