import { expect, it } from "vitest";
import { withReplacedRecords } from "#core/onboarding/replaced-records";

it("keeps an earlier change that the customer was not notified of, beside the new one", () => {
  const notNotified = { recordsVersion: 3, notifiedRecordsVersion: 2, replacedRecords: ["dkim" as const] };
  expect(withReplacedRecords(notNotified, "mail-from")).toEqual(["dkim", "mail-from"]);
});

it("names a change once, however often it happens before the customer is notified", () => {
  const notNotified = { recordsVersion: 3, notifiedRecordsVersion: 1, replacedRecords: ["dkim" as const] };
  expect(withReplacedRecords(notNotified, "dkim")).toEqual(["dkim"]);
});

it("forgets the earlier change once the customer was notified of it", () => {
  const told = { recordsVersion: 2, notifiedRecordsVersion: 2, replacedRecords: ["dkim" as const] };
  expect(withReplacedRecords(told, "mail-from")).toEqual(["mail-from"]);
});

it("begins with the first change", () => {
  expect(withReplacedRecords({ recordsVersion: 1, notifiedRecordsVersion: 0 }, "dkim")).toEqual(["dkim"]);
});
