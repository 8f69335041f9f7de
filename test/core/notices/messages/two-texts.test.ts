import { describe, expect, it } from "vitest";
import type { Block } from "#core/notices/messages/block";
import { templateFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import { EVENTS, type EventType, type Reader } from "#core/onboarding/event-types";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../../support/onboarding-fixture.ts";

const lastCheck = {
  at: BEGUN_AT,
  queries: 5,
  records: RECORDS.map((record, index) =>
    seen(record, index === 0 ? { state: "wrong", seen: ["x.example"] } : { state: "right" }),
  ),
};
const incident = { since: BEGUN_AT, lostAt: BEGUN_AT, ses: [], records: [] };

const PUBLIC = Object.entries(EVENTS)
  .filter(([, readers]) => readers.some((reader) => reader === "ticket"))
  .map(([type]) => type as EventType);

function sentencesTo(recipient: Reader, type: EventType): string[] {
  const status = type.startsWith("domain_") ? ("lost" as const) : ("confirmed" as const);
  const onboarding = onboardingOf({
    ...{ source: "zendesk", status, lastCheck, dnsContact: "dns@agency.example" },
    ...(type.startsWith("domain_") && { incident }),
  });
  const event = openEvent(onboarding, { type, at: BEGUN_AT, by: "sendworthy" });
  const notice = { noticeId: "n", recipient };
  const { blocks } = templateFor({ notice, event, onboarding, setupUrl: "https://setup.example/x" });
  return blocks.flatMap(sentenceOf);
}

function sentenceOf(block: Block): string[] {
  return block.kind === "paragraph" ? [block.text] : [];
}

describe.each(PUBLIC)("the public comment about %s", (type) => {
  it("repeats no sentence of the mail, and addresses no member of the team", () => {
    const comment = sentencesTo("ticket", type);
    const readers: readonly Reader[] = EVENTS[type];
    if (readers.includes("customer")) {
      const mail = sentencesTo("customer", type);
      expect(comment.filter((sentence) => mail.includes(sentence))).toEqual([]);
    }
    expect(comment.join(" ")).not.toMatch(/support has|the customer|npm run|onb_/i);
  });

  it("has no sentence of the internal note", () => {
    const readers: readonly Reader[] = EVENTS[type];
    if (!readers.includes("note")) return;
    const note = sentencesTo("note", type);
    expect(sentencesTo("ticket", type).filter((sentence) => note.includes(sentence))).toEqual([]);
  });
});

it("has no note where a mail into the desk may be shown to the customer", () => {
  const { notices } = openEvent(onboardingOf(), { type: "records_wrong", at: BEGUN_AT, by: "sendworthy" });
  expect(notices.map(({ recipient }) => recipient)).toEqual(["customer", "ticket"]);
});
