import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lossOf } from "#core/instructions/loss";
import { LOSS_PHASES, setupPhase } from "#core/instructions/setup-phase";
import { check, confirmOnPage, isAwaiting } from "#core/onboarding/changes/signals";
import { changeOnboarding } from "#core/onboarding/store";
import { interpretComment } from "#core/tickets/comments/interpret-comment";
import { textsIn } from "#core/words/texts";
import { startChecking } from "../check-domain/fixture.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { listenTo, pageAt, type Told } from "../support/telling.ts";
import { startWatchWorld } from "../watch-domains/watch-world.ts";

const MINUTE = 60_000;
const DESK = { source: "zendesk", dnsContact: "dns@agency.example" } as const;
const texts = textsIn("en");

/** Returns the numbers of right records that a text states. */
function countsIn(text: string): number[] {
  const right = [...text.matchAll(/(\d) of 5 (?:DNS )?records are right|(\d) of 5 right/g)];
  const open = [...text.matchAll(/(\d) of 5 records (?:are|is) missing or wrong/g)];
  const all = [...text.matchAll(/all 5 records are right|All records are there now/g)];
  return [
    ...right.map(([, one, other]) => Number(one ?? other)),
    ...open.map(([, count]) => 5 - Number(count)),
    ...all.map(() => 5),
  ];
}

/** Returns the times of the next check that a text states. */
function nextIn(text: string): string[] {
  const often = [...text.matchAll(/every (?:\d+ )?minutes?/g)].map(([said]) => said);
  const at = [
    ...text.matchAll(
      /(?:[Nn]ext (?:automatic )?check|check again)(?: is)?(?: on)? (\d+ \w+ \d+ at \d+:\d+)/g,
    ),
  ];
  return [...often, ...at.map(([, time = ""]) => time)];
}

/** The next step for the reader, in messages that ask for records. */
const ASKING = /\/(?:answered|reminded|followed_up|records_wrong|domain_degraded|domain_lost)\//;

function expectSameFacts({ noticeId, to, text, at, onboarding }: Told): void {
  const page = pageAt(onboarding, at);
  const because = `${noticeId}\n${text}\n${page}`;
  const [right] = countsIn(page);
  for (const count of countsIn(text)) expect(count, because).toBe(right);
  const next = nextIn(page);
  for (const said of nextIn(text)) expect(next, because).toContain(said);
  if (text.includes("stays open until"))
    expect(text, because).toContain(
      `open until ${texts.text("page.time", { at: onboarding.expiresAt }).split(" at ")[0]}`,
    );
  const isLoss =
    /\/domain_(?:degraded|lost)\//.test(noticeId) && LOSS_PHASES.includes(setupPhase(onboarding));
  for (const deadline of isLoss ? (lossOf(onboarding)?.deadlines ?? []) : []) {
    const named = texts.text("page.time", { at: deadline.at });
    expect(page, because).toContain(named);
    expect(text, because).toContain(named);
  }
  if (ASKING.test(noticeId) && (to === "mail" || to === "ticket"))
    expect(/nothing to do/i.test(text), because).toBe(/nothing to do/i.test(page));
}

const record = fc.integer({ min: 0, max: 4 });
const step = fc.record({
  does: fc.oneof(
    fc.record({
      kind: fc.constantFrom("publish" as const, "withdraw" as const, "break" as const, "silence" as const),
      record,
    }),
    fc.record({
      kind: fc.constantFrom(
        "publish-all" as const,
        "confirm" as const,
        "check" as const,
        "write" as const,
        "verify" as const,
      ),
    }),
  ),
  minutes: fc.constantFrom(1, 2, 5, 20, 600, 3 * 1440, 40 * 1440),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe("page, mail and ticket at the same moment", () => {
  it("say the same count, next check, end and next step through the life of an onboarding", async () => {
    let messages = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
        const told = await live(steps);
        messages += told.length;
        told.forEach(expectSameFacts);
      }),
      { numRuns: 100 },
    );
    expect(messages).toBeGreaterThan(300);
  });
});

async function live(steps: readonly Step[]): Promise<readonly Told[]> {
  const world = await startChecking(DESK);
  const { table, dns, ses, records, read } = world;
  const { told, deliver } = listenTo(table, ID);
  let now = BEGUN_AT;
  for (const { does, minutes } of steps) {
    await act(does);
    const current = await read();
    if (!isAwaiting(current)) break;
    await world.check(now);
    await deliver(now);
    // Waiting notices are due within minutes.
    await deliver(now + Math.min(minutes, 5) * MINUTE);
    now += minutes * MINUTE;
  }
  return told;

  async function act(does: Step["does"]): Promise<void> {
    const one = "record" in does ? records[does.record] : undefined;
    switch (does.kind) {
      case "publish":
        return one && dns.publish(one);
      case "withdraw":
        return one && dns.withdraw(one);
      case "break":
        return one && dns.publish(one, one.type === "MX" ? "10 mx.elsewhere.example" : "elsewhere.example");
      case "silence":
        return one && dns.silence(one);
      case "publish-all":
        return dns.publishAll(records);
      case "verify":
        return ses.verify((await read()).identity);
      case "confirm":
        return void (await changeOnboarding(table, ID, (current) => confirmOnPage(current, now)));
      case "check":
        return void (await changeOnboarding(table, ID, (current) => check(current, now)));
      case "write": {
        const comment = { author: "customer", text: "Is it right now?" } as const;
        return void (await changeOnboarding(table, ID, (current) => interpretComment(current, comment, now)));
      }
    }
  }
}

const watchStep = fc.record({
  publish: fc.option(record, { nil: undefined }),
  withdraw: fc.option(record, { nil: undefined }),
  dkim: fc.constantFrom("SUCCESS" as const, "TEMPORARY_FAILURE" as const, "FAILED" as const),
  hours: fc.integer({ min: 1, max: 3 }),
});

it("say the same after a loss", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(watchStep, { minLength: 2, maxLength: 5 }), async (steps) => {
      const world = await startWatchWorld(DESK);
      const { told, deliver } = listenTo(world.table, ID);
      const { records } = await world.read();
      let now = BEGUN_AT;
      for (const { publish, withdraw, dkim, hours } of steps) {
        const [back, gone] = [publish, withdraw].map((index) =>
          index === undefined ? undefined : records[index],
        );
        if (back) world.dns.publish(back);
        if (gone) world.dns.withdraw(gone);
        world.said = { ...world.said, dkim };
        await world.hours(hours);
        now += hours * 60 * MINUTE;
        await deliver(now);
      }
      told.forEach(expectSameFacts);
    }),
    { numRuns: 40 },
  );
});
