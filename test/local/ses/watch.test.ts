import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterCheck, beginWatch, type CheckResult, type Watch } from "../../../infra/local/ses/watch.ts";

const HOUR = 3_600_000;
const RIGHT: CheckResult = { kind: "right" };
const WRONG: CheckResult = { kind: "wrong", errorType: "HOST_NOT_FOUND" };
const UNKNOWN: CheckResult = { kind: "unknown", errorType: "DNS_SERVER_ERROR" };

/** Repeats the check of a watch until it gives up, changes its status, or passes `untilMs`. */
function checkUntil(begin: Watch, result: CheckResult, untilMs: number): { watch: Watch; atMs: number } {
  let watch = begin;
  let atMs = 0;
  while (
    watch.status === begin.status &&
    watch.nextCheckAtMs !== undefined &&
    watch.nextCheckAtMs <= untilMs
  ) {
    atMs = watch.nextCheckAtMs;
    watch = afterCheck(watch, result, atMs);
  }
  return { watch, atMs };
}

describe("afterCheck", () => {
  it("checks for the first time a minute after the beginning", () => {
    expect(beginWatch(0)).toEqual({ status: "PENDING", sinceMs: 0, checks: 0, nextCheckAtMs: 60_000 });
  });

  it("finds within 20 minutes what is published at any time of the 72 hours", () => {
    let watch = beginWatch(0);
    for (let before = 0; watch.nextCheckAtMs !== undefined; before = watch.nextCheckAtMs ?? before) {
      expect(watch.nextCheckAtMs - before).toBeLessThanOrEqual(20 * 60_000);
      const atMs = watch.nextCheckAtMs;
      watch = afterCheck(watch, WRONG, atMs);
      if (watch.nextCheckAtMs === undefined) break;
    }
    expect(watch.status).toBe("FAILED");
  });

  it("gives up exactly 72 hours after the beginning", () => {
    const { watch, atMs } = checkUntil(beginWatch(0), WRONG, 100 * HOUR);
    expect(watch).toMatchObject({ status: "FAILED" });
    expect(watch.nextCheckAtMs).toBeUndefined();
    expect(atMs).toBe(72 * HOUR);
  });

  it("goes from SUCCESS to TEMPORARY_FAILURE at the first absence, and from there to FAILED after 72 hours", () => {
    const success = afterCheck(beginWatch(0), RIGHT, 60_000);
    const failing = afterCheck(success, WRONG, 2 * HOUR);
    expect(failing).toMatchObject({ status: "TEMPORARY_FAILURE", sinceMs: 2 * HOUR });
    const { watch, atMs } = checkUntil(failing, WRONG, 100 * HOUR);
    expect(watch.status).toBe("FAILED");
    expect(atMs).toBe(74 * HOUR);
  });

  it("comes back from TEMPORARY_FAILURE as soon as the record is right again", () => {
    const failing: Watch = { status: "TEMPORARY_FAILURE", sinceMs: 0, checks: 3, nextCheckAtMs: HOUR };
    expect(afterCheck(failing, RIGHT, HOUR)).toMatchObject({ status: "SUCCESS", sinceMs: HOUR });
  });

  it.each(["SUCCESS", "TEMPORARY_FAILURE"] as const)(
    "never counts an unclear answer as an absence in %s",
    (status) => {
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 20 }), (hours) => {
          let watch: Watch = { status, sinceMs: 0, checks: 0, nextCheckAtMs: HOUR };
          for (const hour of hours) watch = afterCheck(watch, UNKNOWN, hour * HOUR);
          expect(watch.status).toBe(status);
          expect(watch.nextCheckAtMs).toBeDefined();
        }),
      );
    },
  );

  it("waits no longer than 72 hours for name servers that never answer", () => {
    expect(checkUntil(beginWatch(0), UNKNOWN, 100 * HOUR).watch.status).toBe("FAILED");
  });
});
