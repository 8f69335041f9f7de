import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  FINAL_STATUSES,
  isAllowed,
  LIFECYCLE,
  type LifecycleEvent,
  STATUSES,
  type Status,
  statusAfter,
  statusesBefore,
} from "#core/onboarding/lifecycle";

const EVENTS = Object.keys(LIFECYCLE) as LifecycleEvent[];
const edges = EVENTS.flatMap((event) =>
  statusesBefore(event).map((from) => ({ event, from, to: statusAfter(from, event) })),
);

describe("the table itself", () => {
  it("reaches every status from the first one", () => {
    const reached = new Set<Status>(["held"]);
    for (const _ of STATUSES) for (const { from, to } of edges) if (reached.has(from)) reached.add(to);
    expect([...reached].sort()).toEqual([...STATUSES].sort());
  });

  it("has no way out of expired and cancelled, and out of ready only by a loss or an operator's decision", () => {
    const leaving = edges.filter(({ from }) => ["ready", "expired", "cancelled"].includes(from));
    expect(leaving).toEqual([
      { event: "change_mail_from", from: "ready", to: "records_issued" },
      { event: "lose", from: "ready", to: "lost" },
      { event: "release", from: "ready", to: "cancelled" },
    ]);
  });

  it("leaves failed only to where it failed from, by a redrive, unless another owner's proof ends it", () => {
    const out = edges.filter(({ from, event }) => from === "failed" && event !== "refuse");
    const failing = edges.filter(({ event }) => event === "fail").map(({ from }) => from);
    expect(out.map(({ to }) => to).sort()).toEqual(failing.sort());
    expect(out.every(({ event, to }) => event === `resume_${to}`)).toBe(true);
  });

  it("lets every open status come to an end", () => {
    for (const status of STATUSES.filter((one) => !FINAL_STATUSES.includes(one))) {
      const reached = new Set([status]);
      for (const _ of STATUSES) for (const { from, to } of edges) if (reached.has(from)) reached.add(to);
      expect(reached.has("ready") || reached.has("cancelled"), status).toBe(true);
    }
  });

  it("refuses cancel and expiry once the domain is verified", () => {
    for (const event of ["cancel", "expire", "refuse", "amend", "confirm"] as const) {
      for (const status of ["verified", "configured", "ready"] as const)
        expect(isAllowed(status, event)).toBe(false);
    }
  });
});

it("keeps any order of events within the table", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 }), (events) => {
      let status: Status = "requested";
      for (const event of events) {
        if (isAllowed(status, event)) status = statusAfter(status, event);
        else
          expect(() => statusAfter(status, event)).toThrow(
            `that is ${status} cannot take the event ${event}`,
          );
        expect(STATUSES).toContain(status);
      }
    }),
  );
});
