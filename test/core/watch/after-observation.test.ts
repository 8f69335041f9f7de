import { describe, expect, it } from "vitest";
import { afterObservation, isLost, type WatchedObservation } from "#core/watch/after-observation";
import type { WatchedRecord } from "#core/watch/watched-domain";

const HOUR = 3_600_000;
const RECORD: WatchedRecord = {
  name: "email.d.example",
  type: "MX",
  rightAt: 0,
  nameServers: ["ns1.example"],
};
const TWO = ["ns1.example", "ns2.example"];
const bad = (...servers: string[]): WatchedObservation => ({ kind: "bad", servers });
const right: WatchedObservation = { kind: "right", nameServers: TWO };

/** Returns the state of a record after checks one hour apart. */
function knownAfter(...sights: readonly WatchedObservation[]): { record: WatchedRecord; now: number } {
  const record = sights.reduce(
    (known, sight, index) => afterObservation(known, sight, (index + 1) * HOUR),
    RECORD,
  );
  return { record, now: sights.length * HOUR };
}

describe("a record", () => {
  it("is lost after four bad checks over three hours at both servers", () => {
    const { record, now } = knownAfter(bad("ns1.example"), bad("ns2.example"), bad(...TWO), bad(...TWO));
    expect(isLost(record, TWO, now)).toBe(true);
    expect(record).toMatchObject({ rightAt: 0, bad: { since: HOUR, checks: 4 } });
  });

  it.each([
    ["three checks", [bad(...TWO), bad(...TWO), bad(...TWO)]],
    ["one of two servers alone", Array.from({ length: 9 }, () => bad("ns1.example"))],
    ["a right look in between", [bad(...TWO), bad(...TWO), bad(...TWO), right, bad(...TWO)]],
    [
      "checks that told nothing",
      [
        bad(...TWO),
        ...Array.from({ length: 9 }, (): WatchedObservation => ({ kind: "unknown" })),
        bad(...TWO),
      ],
    ],
  ])("is not lost by %s", (_, sights) => {
    const { record, now } = knownAfter(...sights);
    expect(isLost(record, TWO, now)).toBe(false);
  });

  it("is not lost by many checks within minutes", () => {
    const record = Array.from({ length: 20 }).reduce<WatchedRecord>(
      (known, _, minute) => afterObservation(known, bad(...TWO), minute * 60_000),
      RECORD,
    );
    expect(isLost(record, TWO, 20 * 60_000)).toBe(false);
  });

  it("is lost by the only server of its zone", () => {
    const { record, now } = knownAfter(...Array.from({ length: 4 }, () => bad("ns1.example")));
    expect(isLost(record, ["ns1.example"], now)).toBe(true);
  });

  it("remembers who served it when it was last right", () => {
    expect(knownAfter(bad("ns1.example"), right).record).toEqual({
      ...RECORD,
      rightAt: 2 * HOUR,
      nameServers: TWO,
    });
  });
});
