import fc from "fast-check";
import { expect, it } from "vitest";
import { hasUnseenSignal, isAwaiting } from "#core/onboarding/changes/signals";
import { answeredState } from "#core/onboarding/changes/ticket-answer";
import { changeOnboarding } from "#core/onboarding/store";
import { type Author, interpretComment } from "#core/tickets/comments/interpret-comment";
import { startChecking } from "../check-domain/fixture.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { listenTo } from "../support/telling.ts";

const MINUTE = 60_000;

const TEXTS = [
  "Done",
  "Is it right now?",
  "Erledigt, alles eingetragen",
  "C'est fait",
  "I am out of office.",
  "",
];

const anyStep = fc.record({
  by: fc.constantFrom<Author>("customer", "participant", "agent", "automatic", "sendworthy"),
  text: fc.constantFrom(...TEXTS),
  /** The record that is published, damaged or withdrawn before. */
  dns: fc.option(fc.record({ record: fc.integer({ min: 0, max: 4 }), how: fc.integer({ min: 0, max: 2 }) }), {
    nil: undefined,
  }),
  minutes: fc.constantFrom(1, 3, 30, 1440),
  /** How long after a reply the robot answers it. */
  robotMs: fc.constantFrom(2000, 10_000, MINUTE),
});

const anyConversation = fc.record({
  steps: fc.array(anyStep, { minLength: 1, maxLength: 8 }),
  /** The author as which the desk classifies an automatic reply. */
  robot: fc.constantFrom<Author>("automatic", "participant", "customer"),
});

it("answers every comment once in each state, and every conversation with robots ends", async () => {
  await fc.assert(
    fc.asyncProperty(anyConversation, async ({ steps, robot }) => {
      const world = await startChecking({ source: "zendesk" });
      const { table, dns, records, read } = world;
      const { deliver } = listenTo(table, ID);
      let now = BEGUN_AT;
      let answeredBefore: string | undefined;

      /** Writes a comment; returns how many public comments follow. */
      async function write(author: Author, text: string, afterMs = MINUTE): Promise<number> {
        now += afterMs;
        const wroteAt = now;
        const { answered } = await read();
        await changeOnboarding(table, ID, (current) => interpretComment(current, { author, text }, now));
        now += 1;
        // The machine checks for a signal alone
        if (hasUnseenSignal(await read())) await world.check(now);
        const comments = (await deliver(now)).filter(({ to }) => to === "ticket");
        const after = await read();
        const isOutside = author === "customer" || author === "participant";
        if (isOutside) {
          expect(after.lastCheck?.at).toBeGreaterThanOrEqual(wroteAt);
          expect(after.answered?.state).toBe(answeredState(after));
        }
        const said = comments.filter(({ noticeId }) => noticeId.includes("/answered/"));
        expect(said.length).toBeLessThanOrEqual(isOutside ? 1 : 0);
        if (said.length > 0) expect(after.answered?.state).not.toBe(answered?.state ?? answeredBefore);
        answeredBefore = after.answered?.state;
        return comments.length;
      }

      for (const { by, text, dns: change, minutes, robotMs } of steps) {
        const record = change && records[change.record];
        if (record && change.how === 0) dns.publish(record);
        if (record && change.how === 1) dns.publish(record, "10 elsewhere.example");
        if (record && change.how === 2) dns.withdraw(record);
        now += minutes * MINUTE;
        let comments = await write(by, text);
        for (let turns = 0; comments > 0; turns += 1) {
          // Our own comment comes back, and a robot replies to it
          await write("sendworthy", "Checked", 1000);
          comments = await write(robot, "I am out of office.", robotMs);
          expect(turns).toBeLessThan(2);
        }
        expect(isAwaiting(await read())).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
