import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { CheckedRecord } from "#core/records/last-check";
import {
  type CheckFacts,
  type DecisionAfterCheck,
  decideAfterCheck,
} from "#core/verification/decide-after-check";
import { BEGUN_AT as NOW, seen } from "../../support/onboarding-fixture.ts";
import { issuedOf, recordsFor, TOKENS } from "../../support/stages.ts";

const DAY = 86_400_000;
const KNOWN: CheckFacts["ses"] = {
  reads: 1,
  status: { verification: "PENDING", dkim: "PENDING", tokens: TOKENS },
};
const MISSING = recordsFor().map((record) => seen(record));
const RIGHT = recordsFor().map((record) => seen(record, { state: "right", seen: [record.value] }));
const RENEWED: CheckFacts["ses"] = {
  reads: 1,
  status: { verification: "PENDING", dkim: "PENDING", tokens: ["x", "y", "z"] },
};

/**
 * Makes the facts of a check that found all records of an issued onboarding missing, unless a test says
 * otherwise.
 */
function factsOf({
  before = issuedOf(),
  current = {},
  records = MISSING,
  decided = "waiting",
  ...facts
}: {
  before?: Onboarding;
  current?: Partial<Onboarding>;
  records?: readonly CheckedRecord[];
  decided?: CheckFacts["verdict"]["decision"];
  ses?: CheckFacts["ses"];
  isPostponed?: boolean;
  now?: number;
  reminderDays?: readonly number[];
} = {}): CheckFacts {
  return {
    before,
    current: { ...before, ...current },
    lastCheck: { at: NOW, records: [...records], queries: 1 },
    ses: before.ses,
    verdict: { decision: decided, awaited: "confirmed", tries: 0, waitSeconds: 60 },
    isPostponed: false,
    now: NOW,
    ...facts,
  };
}

const LATE = issuedOf().expiresAt;
const CANCELLED = { signals: { count: 1, seen: 0, cancelledAt: NOW } };
const AMENDED = { recordsVersion: 2 };

it.each<[string, Parameters<typeof factsOf>[0], DecisionAfterCheck["kind"]]>([
  ["nothing new", {}, "waiting"],
  ["the verdict asks", { decided: "ask" }, "ask"],
  ["the verdict verifies", { decided: "verified" }, "verified"],
  ["a cancellation came in", { current: CANCELLED }, "ended"],
  ["a cancellation came in, all is verified", { current: CANCELLED, decided: "verified" }, "ended"],
  ["a cancellation came in, time is over", { current: CANCELLED, now: LATE }, "ended"],
  ["another owner's proof closed it", { current: { status: "cancelled" }, decided: "verified" }, "ended"],
  ["its execution failed meanwhile", { current: { status: "failed" } }, "ended"],
  ["records were amended", { current: AMENDED }, "records-replaced"],
  [
    "records were amended, the old ones verified",
    { current: AMENDED, decided: "verified" },
    "records-replaced",
  ],
  ["records were amended, time is over", { current: AMENDED, decided: "verified", now: LATE }, "expired"],
  ["records not sent yet", { current: { notifiedRecordsVersion: 0 } }, "ask"],
  ["a reminder is due", { now: NOW + 4 * DAY }, "ask"],
  ["the deployer's first reminder is due later", { now: NOW + 4 * DAY, reminderDays: [10] }, "waiting"],
  ["a reminder would be due, but all records are right", { now: NOW + 4 * DAY, records: RIGHT }, "waiting"],
  ["time is over", { now: LATE }, "expired"],
  [
    "the last second, with the end not announced yet",
    { now: LATE - 1, decided: "waiting", reminderDays: [] },
    "ask",
  ],
  ["time is over, the verdict asks", { decided: "ask", now: LATE }, "expired"],
  ["time is over, all is verified", { decided: "verified", now: LATE }, "verified"],
  ["time is over, all records became right", { records: RIGHT, now: LATE }, "waiting"],
  ["time is over, the check waits for its turn", { now: LATE, isPostponed: true }, "ask"],
  [
    "more time was granted meanwhile",
    { current: { expiresAt: LATE + DAY }, now: LATE, reminderDays: [] },
    "ask",
  ],
  ["new DKIM tokens", { ses: RENEWED }, "dkim-tokens-renewed"],
  ["new DKIM tokens, the old ones verified", { ses: RENEWED, decided: "verified" }, "dkim-tokens-renewed"],
  ["new DKIM tokens, time is over", { ses: RENEWED, now: LATE }, "expired"],
  ["the known DKIM tokens", { ses: KNOWN }, "waiting"],
])("%s: %s", (_, facts, kind) => {
  expect(decideAfterCheck(factsOf(facts))).toEqual({ kind });
});
