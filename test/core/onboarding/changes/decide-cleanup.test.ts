import { expect, it } from "vitest";
import {
  type CleanupDecision,
  type CleanupFacts,
  decideCleanup,
  decideStaleRecords,
} from "#core/onboarding/changes/decide-cleanup";
import { STALE_RECORDS_WATCHED_MS } from "#core/onboarding/schedule";

const UNKNOWN: CleanupFacts = { owner: "oxford", isByOperator: false, isInUse: false };
const NEVER_FOUND = { owner: "oxford", isVerified: false };
const keep = (because: Extract<CleanupDecision, { kind: "keep" }>["because"]): CleanupDecision => ({
  kind: "keep",
  because,
});

it.each<[string, Partial<CleanupFacts>, CleanupDecision]>([
  ["used by others, before anything is asked", { isInUse: true }, keep("in-use")],
  ["used by others, on an operator's word, too", { isInUse: true, isByOperator: true }, keep("in-use")],
  ["DNS comes before SES", {}, { kind: "need", fact: "dkimPublished" }],
  ["a record is published", { dkimPublished: "yes" }, keep("published")],
  ["DNS did not answer", { dkimPublished: "unknown" }, keep("dns-unknown")],
  ["nothing is published", { dkimPublished: "no" }, { kind: "need", fact: "ses" }],
  ["an operator's word needs no DNS", { isByOperator: true }, { kind: "need", fact: "ses" }],
  ["SES has no slot", { dkimPublished: "no", ses: "no-slot" }, { kind: "busy" }],
  ["SES does not know it", { dkimPublished: "no", ses: "absent" }, { kind: "gone" }],
  ["it was never verified", { dkimPublished: "no", ses: NEVER_FOUND }, { kind: "delete" }],
  ["made for another owner", { dkimPublished: "no", ses: { ...NEVER_FOUND, owner: "b" } }, keep("not-ours")],
  ["made by hand", { dkimPublished: "no", ses: { ...NEVER_FOUND, owner: undefined } }, keep("not-ours")],
  ["made by hand, operator", { isByOperator: true, ses: { ...NEVER_FOUND, owner: "b" } }, keep("not-ours")],
  [
    "SES found its records",
    { dkimPublished: "no", ses: { ...NEVER_FOUND, isVerified: true } },
    keep("verified"),
  ],
  [
    "it works, operator",
    { isByOperator: true, ses: { ...NEVER_FOUND, isVerified: true } },
    { kind: "delete" },
  ],
])("%s", (_, facts, decision) => {
  expect(decideCleanup({ ...UNKNOWN, ...facts })).toEqual(decision);
});

it.each([
  [0, 1, "clean"],
  [2, STALE_RECORDS_WATCHED_MS - 1, "stale-records"],
  [2, STALE_RECORDS_WATCHED_MS, "stale-records-left"],
  [0, STALE_RECORDS_WATCHED_MS, "clean"],
])("%i stale records after %i ms: %s", (count, now, decision) => {
  expect(decideStaleRecords({ releasedAt: 0, count }, now)).toBe(decision);
});
