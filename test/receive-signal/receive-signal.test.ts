import { describe, expect, it } from "vitest";
import { TransientServiceError } from "#core/errors";
import { STATUSES } from "#core/onboarding/lifecycle";
import { newWatchedDomain, readWatched } from "#core/watch/watched-domain";
import { receiveSignal } from "../../functions/receive-signal/receive-signal.ts";
import { BEGUN_AT, RECORDS, seen } from "../support/onboarding-fixture.ts";
import { setupRequest } from "../support/setup-request.ts";
import { signalWorld } from "./signal-world.ts";

const SIGNALS = ["confirm", "check", "amend"] as const;
const AMENDMENT = { headers: { accept: "application/json" }, body: "mailFrom=mail.oxfordstones.example" };

describe("confirm", () => {
  it("is written with its event, and then resumes the execution", async () => {
    const world = await signalWorld();
    const { statusCode, body = "" } = await world.post("confirm");
    expect([statusCode, JSON.parse(body)]).toEqual([200, { status: "confirmed", done: "confirmed" }]);
    expect(await world.now()).toMatchObject({ status: "confirmed", signals: { count: 1, seen: 0 } });
    expect(world.eventTypes()).toEqual(["requested", "confirmed"]);
    expect(world.woken).toEqual(["TASK-TOKEN"]);
  });

  it("repeated changes nothing but still asks for a check", async () => {
    const world = await signalWorld({ signals: { count: 1, seen: 1, confirmedAt: 1 }, status: "confirmed" });
    await world.post("confirm");
    expect(world.eventTypes()).toEqual(["requested"]);
    expect(await world.now()).toMatchObject({ status: "confirmed", signals: { count: 2, confirmedAt: 1 } });
    expect(world.woken).toHaveLength(1);
  });

  it("of records that a check just found right asks for no check", async () => {
    const records = RECORDS.map((record) => seen(record, { state: "right" }));
    const world = await signalWorld({ lastCheck: { at: BEGUN_AT, records, queries: 9 } });
    const { body = "" } = await world.post("confirm");
    expect(JSON.parse(body)).toEqual({ status: "confirmed", done: "known-right" });
    expect((await world.now()).signals).toMatchObject({ count: 0, seen: 0 });
    expect(world.eventTypes()).toEqual(["requested", "confirmed"]);
  });

  it.each(["confirm", "check"] as const)("a %s of them after that asks for none either", async (signal) => {
    const records = RECORDS.map((record) => seen(record, { state: "right" }));
    const signals = { count: 1, seen: 1, confirmedAt: 1 };
    const world = await signalWorld({
      ...{ status: "confirmed", signals, lastCheck: { at: BEGUN_AT, records, queries: 9 } },
    });
    const { body = "" } = await world.post(signal, 14 * 60);
    expect(JSON.parse(body)).toEqual({ status: "confirmed", done: "known-right" });
    expect((await world.now()).signals.count).toBe(1);
    await world.post(signal, 15 * 60);
    expect(world.woken).toHaveLength(1);
  });

  it("ten times at once is confirmed once", async () => {
    const world = await signalWorld();
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.post("confirm")));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(200));
    expect(world.eventTypes()).toEqual(["requested", "confirmed"]);
    expect((await world.now()).signals.count).toBe(1);
  });
});

describe("check", () => {
  it("is honoured once in half a minute", async () => {
    const world = await signalWorld();
    const done = async (seconds: number) => JSON.parse((await world.post("check", seconds)).body ?? "").done;
    expect([await done(60), await done(89), await done(90)]).toEqual(["checked", "asked-before", "checked"]);
    expect((await world.now()).signals.count).toBe(2);
  });
});

describe("check of a ready domain that stopped working", () => {
  const incident = { since: BEGUN_AT, ses: [], records: [] };

  it("makes it due and starts the watch, once in half a minute", async () => {
    const world = await signalWorld({ status: "ready", incident });
    await world.table.commit([await newWatchedDomain(world.table, await world.now(), BEGUN_AT)]);
    const done = async (seconds: number) => JSON.parse((await world.post("check", seconds)).body ?? "").done;
    expect([await done(60), await done(61), await done(91)]).toEqual(["checked", "asked-before", "checked"]);
    const { identity } = await world.now();
    expect(world.watched).toEqual([identity, identity]);
    expect(await readWatched(world.table, identity)).toMatchObject({ dueAt: BEGUN_AT + 91_000 });
    expect(world.woken).toEqual([]);
  });

  it("is accepted also if the watch can't be started: the domain is due in the next run", async () => {
    const world = await signalWorld({ status: "ready", incident });
    world.deps.watch.check = async () => {
      throw new TransientServiceError("Throttling");
    };
    expect(JSON.parse((await world.post("check")).body ?? "").done).toBe("checked");
  });

  it("is ignored for one that works", async () => {
    const world = await signalWorld({ status: "ready" });
    expect(JSON.parse((await world.post("check")).body ?? "").done).toBe("nothing-to-do");
    expect(world.watched).toEqual([]);
  });
});

describe("a signal", () => {
  it.each(SIGNALS.flatMap((signal) => STATUSES.map((status) => [signal, status] as const)))(
    "%s while it is %s is accepted or gets a friendly answer, and never fails",
    async (signal, status) => {
      const world = await signalWorld({ status });
      const { statusCode } = await world.post(signal, 60, AMENDMENT);
      const isClosed = status === "expired" || status === "cancelled";
      expect(statusCode).toBe(isClosed ? 410 : 200);
      const isTaken = ["requested", "records_issued", "confirmed", "lost"].includes(status);
      expect((await world.now()).signals.count).toBe(isTaken ? 1 : 0);
      expect(world.woken).toHaveLength(isTaken ? 1 : 0);
    },
  );

  it.each(SIGNALS)("%s after support cancelled it changes nothing", async (signal) => {
    const world = await signalWorld({ signals: { count: 1, seen: 1, cancelledAt: 1 } });
    expect(JSON.parse((await world.post(signal, 60, AMENDMENT)).body ?? "").done).toBe("nothing-to-do");
    expect((await world.now()).version).toBe(1);
  });

  it("is kept if the execution can't be resumed, and resumes it when it is sent again", async () => {
    const world = await signalWorld();
    world.resumeFailure.error = new Error("throttled");
    await expect(world.post("confirm")).rejects.toThrow("throttled");
    expect(await world.now()).toMatchObject({ status: "confirmed", signals: { count: 1, seen: 0 } });
    delete world.resumeFailure.error;
    await world.post("confirm", 61);
    expect(world.woken).toEqual(["TASK-TOKEN"]);
    expect((await world.now()).signals.count).toBe(1);
  });

  it("is kept for the next wait when none is open", async () => {
    const world = await signalWorld({}, "runs");
    await world.post("confirm");
    expect(world.woken).toEqual([]);
    expect((await world.now()).signals).toMatchObject({ count: 1, seen: 0 });
  });

  it("is kept while the execution has failed, and the answer says so", async () => {
    const world = await signalWorld({ status: "failed", failedFrom: "confirmed" }, "runs");
    expect(JSON.parse((await world.post("confirm")).body ?? "")).toEqual({ status: "failed", done: "kept" });
    expect((await world.now()).signals).toMatchObject({ count: 1, seen: 0 });
  });

  it.each(SIGNALS)("%s with a link that opens nothing is a 404 and writes nothing", async (signal) => {
    const world = await signalWorld();
    const before = world.table.items();
    const token = `${world.token.slice(0, -5)}AAAAA`;
    const answer = await receiveSignal(setupRequest(`POST /setup/{token}/${signal}`, token), world.deps);
    expect(answer.statusCode).toBe(404);
    expect(world.table.items()).toEqual(before);
  });
});

describe("the answer to a browser", () => {
  const browser = {
    headers: { accept: "text/html,*/*;q=0.8", "content-type": "application/x-www-form-urlencoded" },
  };

  it.each([
    ["confirm", "", "confirmed"],
    ["check", "", "checked"],
    ["amend", "mailFrom=Mail.oxfordstones.example.", "amended"],
    ["amend", "mailFrom=email.oxfordstones.example", "unchanged"],
  ] as const)("sends it back to the page: %s %s", async (signal, body, done) => {
    const world = await signalWorld();
    const { statusCode, headers } = await world.post(signal, 60, { ...browser, body });
    expect(statusCode).toBe(303);
    const location = new URL(
      String(headers?.["location"]),
      `https://example.com/mail/setup/${world.token}/${signal}`,
    );
    expect(location.href).toBe(`https://example.com/mail/setup/${world.token}?done=${done}`);
  });

  it("is a page that says what is wrong", async () => {
    const world = await signalWorld();
    const { statusCode, headers, body } = await world.post("amend", 60, { ...browser, body: "mailFrom=<b>" });
    expect(statusCode).toBe(422);
    expect(headers?.["content-type"]).toBe("text/html; charset=utf-8");
    expect(body).toContain("“&lt;b&gt;” does not fit");
  });
});
