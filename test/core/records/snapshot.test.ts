import { expect, it } from "vitest";
import { boundedSnapshot, type Snapshot } from "#core/records/snapshot";

function snapshotWith(values: number, length: number): Snapshot {
  const list = Array.from({ length: values }, () => "x".repeat(length));
  return {
    ...{ at: 1, mx: list, spf: list, nameServers: list, dmarc: "d".repeat(length) },
    ...{ providers: ["Google Workspace"], receiveNoMail: ["a.example"] },
    senders: list.map((_, index) => ({ provider: "Mailer", name: `s${index}.example`, type: "TXT" })),
  };
}

it.each([
  [9, 1999],
  [10, 2000],
])("keeps %i values of %i characters whole", (values, length) => {
  const whole = snapshotWith(values, length);
  expect(boundedSnapshot(whole)).toEqual(whole);
});

it("keeps ten values of 2,000 characters of a larger zone", () => {
  expect(boundedSnapshot(snapshotWith(11, 2001))).toEqual(snapshotWith(10, 2000));
});

it("adds no DMARC record to a domain that has none", () => {
  const { dmarc, ...others } = snapshotWith(1, 1);
  expect(dmarc).toBe("d");
  expect(boundedSnapshot(others)).toStrictEqual(others);
});
