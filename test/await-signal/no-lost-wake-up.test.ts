import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Occurrence, type Run, runMachine, SIGNALS } from "./signalled-machine.ts";

const undisturbed = await runMachine();

/**
 * Expects the right end of a run: cancelled if a cancellation was accepted, otherwise ready, and each end
 * notified once.
 */
function expectRightEnd({ onboarding, taken, events }: Run): void {
  const isCancelled = taken.includes("cancel");
  expect(onboarding.status).toBe(isCancelled ? "cancelled" : "ready");
  expect(onboarding.wait).toBeUndefined();
  const ends = events.filter((type) => ["ready", "cancelled", "expired", "failed"].includes(type));
  expect(ends).toEqual([onboarding.status]);
  expect(events.filter((type) => type === "amended")).toHaveLength(taken.includes("amend") ? 1 : 0);
  for (const once of ["verified", "configured", "dkim_verified"])
    expect(events.filter((type) => type === once).length).toBeLessThanOrEqual(1);
  if (taken.includes("amend")) expect(onboarding.mailFrom).toBe("bounce.oxfordstones.example");
}

it("takes an onboarding from its ticket to ready, with a mistake that is reported on the way", () => {
  expectRightEnd(undisturbed);
  expect(undisturbed.events).toEqual([
    "requested",
    "records_issued",
    "records_wrong",
    "dkim_verified",
    "verified",
    "configured",
    "ready",
  ]);
  expect(undisturbed.boundaries).toBeGreaterThan(60);
});

describe.each(SIGNALS)("%s", (signal) => {
  it.each([0, 2])(
    "is never missed by the wait at any boundary, with its wake-up %i boundaries late",
    async (late) => {
      const taken = new Set<boolean>();
      for (let at = 0; at <= undisturbed.boundaries; at += 1) {
        const run = await runMachine([{ at, signal, late }]);
        expectRightEnd(run);
        taken.add(run.taken.length > 0);
      }
      expect([...taken].sort()).toEqual([false, true]);
    },
  );

  it("twice at any boundary is as good as once", async () => {
    for (let at = 0; at < undisturbed.boundaries; at += 1) {
      const twice = [0, 0].map((late): Occurrence => ({ at, signal, late }));
      const run = await runMachine(twice);
      expectRightEnd(run);
      expect(run.taken.length).toBeLessThanOrEqual(1);
    }
  });

  it("changes nothing after the end", async () => {
    const run = await runMachine([{ at: undisturbed.boundaries - 1, signal, late: 0 }]);
    expect(run.taken).toEqual([]);
    expect(run.onboarding).toEqual(undisturbed.onboarding);
  });
});

it("survives a process that dies at any boundary", async () => {
  for (let at = 0; at < undisturbed.boundaries; at += 1) {
    expectRightEnd(await runMachine([{ at, crash: true }]));
  }
});

/** Processes that die repeatedly before the customer knows the records. */
const DEATHS_BEFORE_ISSUE: Occurrence[] = [21, 3, 15].map((at) => ({ at, crash: true }));

it("loses no signal in any order of events, with a crash at any step", async () => {
  const at = fc.nat(undisturbed.boundaries);
  const signal = fc.record({ at, signal: fc.constantFrom(...SIGNALS), late: fc.nat(8) });
  const crash = fc.record({ at, crash: fc.constant<true>(true) });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(signal, crash), { maxLength: 6 }), async (occurrences) => {
      expectRightEnd(await runMachine(occurrences));
    }),
    { numRuns: 200, examples: [[DEATHS_BEFORE_ISSUE]] },
  );
});
