import fc from "fast-check";
import { expect, it } from "vitest";
import { hasUnseenSignal } from "#core/onboarding/changes/signals";
import { answeredState } from "#core/onboarding/changes/ticket-answer";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type Change, changePuts } from "#core/onboarding/store";
import type { CheckedRecord } from "#core/records/last-check";
import { type Author, interpretComment } from "#core/tickets/comments/interpret-comment";
import { changeAfterNotification, decideNotification } from "#core/verification/decide-notification";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../../support/onboarding-fixture.ts";

const SECOND = 1000;
const TEXTS = ["done", "Is it right now?", "I am out of the office until Monday.", "Thanks!"];

type State = CheckedRecord["state"];

/**
 * A ticket with the state machine: every signal leads to a check at once, which decides as the machine does.
 */
class Conversation {
  current: Onboarding = onboardingOf({ status: "records_issued", source: "zendesk" });
  now = BEGUN_AT;
  states: State[] = RECORDS.map(() => "missing");
  /** The answers in order: the event, and the state that it described. */
  readonly said: { readonly type: string; readonly state: string }[] = [];

  says(author: Author, text: string, afterSeconds = 40): void {
    this.now += afterSeconds * SECOND;
    this.#apply(interpretComment(this.current, { author, text }, this.now));
    this.now += SECOND;
    if (hasUnseenSignal(this.current)) this.#check();
  }

  get state(): string {
    return answeredState(this.current);
  }

  /** What the last check saw of each record. */
  get seen(): readonly State[] | undefined {
    return this.current.lastCheck?.records.map(({ state }) => state);
  }

  #check(): void {
    const { signals } = this.current;
    const records = RECORDS.map((record, index) => {
      const state = this.states[index] ?? "missing";
      return seen(record, { state, ...(state === "right" && { propagation: "everywhere" as const }) });
    });
    const lastCheck = { at: this.now, queries: 5, records, findings: [] };
    this.#apply({ set: { lastCheck, signals: { ...signals, seen: signals.count } } });
    const notification = decideNotification(this.current, this.now);
    this.#apply(changeAfterNotification(notification, this.current, this.now));
  }

  #apply(change: Change | undefined): void {
    if (change === undefined) return;
    this.current = changePuts(this.current, change).next;
    if (change.event !== undefined && change.event.type !== "confirmed")
      this.said.push({ type: change.event.type, state: this.state });
  }
}

const anyWord = fc.record({
  kind: fc.constant("word" as const),
  author: fc.constantFrom<Author>("customer", "participant", "agent", "sendworthy", "automatic"),
  text: fc.constantFrom(...TEXTS),
  afterSeconds: fc.integer({ min: 1, max: 60 }),
});
const anyChange = fc.record({
  kind: fc.constant("dns" as const),
  index: fc.nat({ max: 4 }),
  state: fc.constantFrom<State>("right", "missing", "wrong", "unknown"),
});
const anyStory = fc.array(fc.oneof(anyWord, anyChange), { maxLength: 30 });

it("answers each comment of a person with what was seen, once in each state, and no robot", () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      const conversation = new Conversation();
      for (const step of story) {
        if (step.kind === "dns") {
          conversation.states[step.index] = step.state;
          continue;
        }
        const before = conversation.said.length;
        conversation.says(step.author, step.text, step.afterSeconds);
        const added = conversation.said.length - before;
        const isPerson = step.author === "customer" || step.author === "participant";
        if (!isPerson) expect(added).toBe(0);
        else {
          expect(added).toBeLessThanOrEqual(1);
          // What was said last describes what is so now, also a moment after another word.
          expect(conversation.seen).toEqual(conversation.states);
          expect(conversation.current.answered?.state).toBe(conversation.state);
        }
      }
      const answers = conversation.said.filter(({ type }) => type === "answered");
      const repeated = conversation.said.filter(
        ({ type, state }, index) => type === "answered" && conversation.said[index - 1]?.state === state,
      );
      expect(repeated).toEqual([]);
      expect(answers.length).toBeLessThanOrEqual(story.length);
    }),
    { numRuns: 500 },
  );
});

it("ends if a robot that is not marked as one answers each of our answers", () => {
  fc.assert(
    fc.property(fc.array(anyChange, { maxLength: 10 }), (changes) => {
      const conversation = new Conversation();
      for (const { index, state } of changes) {
        conversation.states[index] = state;
        let rounds = 0;
        for (let heard = -1; heard !== conversation.said.length && rounds < 100; rounds += 1) {
          heard = conversation.said.length;
          conversation.says("participant", "I am out of the office until Monday.");
        }
        expect(rounds).toBeLessThanOrEqual(2);
      }
    }),
    { numRuns: 100 },
  );
});

it("answers also about a ready domain that stopped working, once in each state, and nothing else that is ready", () => {
  const incident = {
    since: BEGUN_AT,
    ses: [{ subject: "dkim" as const, givesUpAt: BEGUN_AT + 1 }],
    records: [],
  };
  const said = { author: "customer", text: "What happened?" } as const;
  const lost = onboardingOf({ status: "ready", incident });
  const change = interpretComment(lost, said, BEGUN_AT);
  expect(change?.event?.type).toBe("answered");
  expect(interpretComment({ ...lost, ...change?.set }, said, BEGUN_AT + 1)).toBeUndefined();
  expect(interpretComment(onboardingOf({ status: "ready" }), said, BEGUN_AT)).toBeUndefined();
});
