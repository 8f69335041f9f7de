import { execFile } from "node:child_process";
import { setTimeout as after } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, it, vi } from "vitest";
import { beginWait, endWait, type Wait } from "#adapters/dns/time-outs";
import { type Session, type TransportReply, Waiting } from "#adapters/dns/waiting";

const LIMITS = { queryMs: 60_000, messageBytes: 512 };
const TRUNCATED: TransportReply = { kind: "truncated" };
/** Time-outs have a precision of 20 milliseconds. */
const TICKS_MS = 60;

/** Begins a query, and notes what happens to it. */
function begin(queryMs = LIMITS.queryMs) {
  const events: string[] = [];
  const session: Session = {
    begin: () => void events.push("begins"),
    leave: () => void events.push("leaves"),
  };
  class Noted extends Waiting {
    override giveUp(): void {
      events.push("gives up");
      super.giveUp();
    }
  }
  const waiting = new Noted({ ...LIMITS, queryMs }, session, ({ kind }) => void events.push(kind));
  waiting.stop = () => void events.push("stops");
  return { waiting, events };
}

it("ends a query with its first reply, once", () => {
  const { waiting, events } = begin();
  expect(events).toEqual(["begins"]);
  waiting.finish(TRUNCATED);
  waiting.finish({ kind: "malformed" });
  waiting.giveUp();
  expect(events).toEqual(["begins", "leaves", "stops", "truncated", "gives up"]);
});

it("ends a query without a reply at its time limit", async () => {
  const { events } = begin(1);
  await vi.waitFor(() => expect(events).toEqual(["begins", "gives up", "leaves", "stops", "silent"]));
});

it("forgets a query that has ended", async () => {
  const { waiting, events } = begin(1);
  waiting.finish(TRUNCATED);
  await after(TICKS_MS);
  expect(events).not.toContain("gives up");
});

it("ends a query that belongs to no session", async () => {
  const kind = await new Promise<string>((resolve) => {
    new Waiting(LIMITS, undefined, (reply) => resolve(reply.kind)).finish(TRUNCATED);
  });
  expect(kind).toBe("truncated");
});

it("ends only the waits whose time is over, also if they end other waits", async () => {
  const ended: string[] = [];
  const waits: Wait[] = [];
  const start = (name: string, ms: number, alsoEnds: () => void = () => undefined): void => {
    const wait: Wait = {
      endsAt: performance.now() + ms,
      giveUp() {
        ended.push(name);
        endWait(wait);
        alsoEnds();
      },
    };
    waits.push(wait);
    beginWait(wait);
  };
  start("late", 60_000);
  start("first", 1, () => start("next", 1));
  start("second", 2);
  await vi.waitFor(() => expect(ended.toSorted()).toEqual(["first", "next", "second"]));
  for (const wait of waits) endWait(wait);
});

it("keeps a process alive while a query waits, and no longer", async () => {
  const program = `
    import { Waiting } from "#adapters/dns/waiting";
    const limits = { queryMs: 30, messageBytes: 512 };
    new Waiting(limits, undefined, ({ kind }) => console.log(kind)).finish({ kind: "malformed" });
    new Waiting(limits, undefined, ({ kind }) => console.log(kind));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], {
    timeout: 20_000,
  });
  expect(stdout).toBe("malformed\nsilent\n");
});
