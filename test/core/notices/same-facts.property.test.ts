import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headline } from "#core/instructions/headline";
import { lossOf } from "#core/instructions/loss";
import { LOSS_PHASES, setupPhase } from "#core/instructions/setup-phase";
import { messageFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import type { EventType, Reader } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { CheckedRecord } from "#core/records/last-check";
import { textsIn } from "#core/words/texts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";
import { pageAt } from "../../support/telling.ts";

const HOUR = 3_600_000;
const texts = textsIn("en");
const anyState = fc.constantFrom<CheckedRecord["state"]>("right", "missing", "wrong", "unknown");
const anyStates = fc.tuple(anyState, anyState, anyState, anyState, anyState);
const anyPart = fc.constantFrom("dkim" as const, "mail-from" as const);

function checked(states: readonly CheckedRecord["state"][], at: number): Pick<Onboarding, "lastCheck"> {
  const records = RECORDS.map((record, index) => {
    const state = states[index] ?? "missing";
    const isRight = state === "right";
    return seen(record, { state, ...(isRight && { propagation: "everywhere" as const }) });
  });
  return { lastCheck: { at, queries: 5, records } };
}

/** A lost or degraded domain at a random time: before or after a check, with or without deadlines. */
const anyLoss = fc
  .record({
    status: fc.constantFrom("ready" as const, "lost" as const),
    states: anyStates,
    checkedAfter: fc.integer({ min: -5, max: 70 }),
    parts: fc.uniqueArray(anyPart, { maxLength: 2 }),
    hours: fc.integer({ min: 1, max: 72 }),
  })
  .map(({ status, states, checkedAfter, parts, hours }) =>
    onboardingOf({
      status,
      ...checked(states, BEGUN_AT + checkedAfter * HOUR),
      incident: {
        since: BEGUN_AT,
        ...(status === "lost" && { lostAt: BEGUN_AT }),
        ses: parts.map((subject, index) => ({ subject, givesUpAt: BEGUN_AT + (hours + index) * HOUR })),
        records: RECORDS.slice(0, 3).map(({ name, type }) => ({ name, type })),
      },
    }),
  );

function say(type: EventType, recipient: Reader, onboarding: Onboarding, idempotencyKey?: string): string {
  const event = openEvent(onboarding, {
    type,
    at: BEGUN_AT,
    by: "sendworthy",
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  const notice = { noticeId: "n", recipient };
  return messageFor({ notice, event, onboarding, setupUrl: "https://s.example" }).text.replaceAll(
    /\s+/g,
    " ",
  );
}

/** Returns what the set-up page shows at that time. */
function page(onboarding: Onboarding): { readonly said: string; readonly right: number | undefined } {
  const said = pageAt(onboarding, BEGUN_AT);
  const [, right] = /(\d) of 5 right/.exec(said) ?? [];
  return { said, right: right === undefined ? undefined : Number(right) };
}

describe("page, mail and ticket at the same moment", () => {
  it("name the same deadline, the same count and the same next step after a loss", () => {
    fc.assert(
      fc.property(anyLoss, (onboarding) => {
        const loss = lossOf(onboarding);
        if (loss === undefined) throw new Error("It is lost");
        const type = onboarding.status === "lost" ? "domain_lost" : "domain_degraded";
        const mail = say(type, "customer", onboarding);
        const ticket = say(type, "ticket", onboarding);
        const shown = page(onboarding);
        const [first] = loss.deadlines;
        if (first !== undefined) {
          const deadline = texts.text("page.time", { at: first.at });
          expect(mail).toContain(deadline);
          expect(shown.said).toContain(
            setupPhase(onboarding) === "confirming" || setupPhase(onboarding) === "unsure" ? "" : deadline,
          );
        }
        // Each deadline on the page is also in the ticket and in the mail.
        for (const { at } of loss.deadlines) {
          const deadline = texts.text("page.time", { at });
          expect(mail).toContain(deadline);
          if (LOSS_PHASES.includes(setupPhase(onboarding))) expect(ticket).toContain(deadline);
        }
        const note = say(type, "note", onboarding);
        const next = texts.text("page.time", { at: onboarding.schedule.nextCheckAt });
        if (onboarding.status === "ready") expect(note).toContain(next);
        // The ticket begins with the headline of the page, or with the deadline below it.
        expect(ticket).toContain(headline(onboarding, texts));
        if (loss.checkedAt !== undefined) {
          expect(mail).toContain(`${loss.right} of 5 DNS records are right`);
          expect(shown.right).toBe(loss.right);
          if (!loss.isAllRight) expect(ticket).toContain(`${loss.right} of 5 records are right`);
        }
        const isDone = loss.isAllRight || setupPhase(onboarding) === "unsure";
        expect(mail.includes("You have nothing to do")).toBe(isDone);
        expect(ticket.includes("You have nothing to do")).toBe(isDone);
        for (const { name } of RECORDS) {
          const isWrong = loss.wrong.some(({ record }) => record.name === name);
          expect(mail.includes(`Full name ${name} `)).toBe(isWrong);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("name the same count while the records are awaited", () => {
    fc.assert(
      fc.property(anyStates, (states) => {
        const onboarding = onboardingOf({
          status: "confirmed",
          signals: { count: 1, seen: 1, confirmedAt: BEGUN_AT },
          ...checked(states, BEGUN_AT),
        });
        const right = states.filter((state) => state === "right").length;
        expect(page(onboarding).right).toBe(right);
        const [all, some] = ["all 5 records are right", `${right} of 5 records are right`];
        expect(say("answered", "ticket", onboarding)).toContain(right === 5 ? all : some);
        expect(say("reminded", "ticket", onboarding)).toContain(right === 5 ? all : some);
        const reminder = say("reminded", "customer", onboarding);
        expect(reminder).toContain(right === 5 ? "All records are there now" : `${5 - right} of 5 records`);
      }),
      { numRuns: 200 },
    );
  });

  it("name in mail, ticket and note the same end when the time is nearly over", () => {
    const onboarding = onboardingOf({ ...checked([], BEGUN_AT), expiresAt: BEGUN_AT + 7 * 24 * HOUR });
    const end = texts.text("page.time", { at: onboarding.expiresAt });
    for (const reader of ["customer", "ticket", "note"] as const)
      expect(say("expiry_near", reader, onboarding, `${onboarding.expiresAt}/7`)).toContain(end);
  });
});
