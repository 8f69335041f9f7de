import { expect, it } from "vitest";
import { newTicketReply, ticketReply } from "#core/tickets/ticket-reply";
import { BEGUN_AT as NOW } from "../../support/onboarding-fixture.ts";

const TICKET = { source: "generic", ticket: "T-1", deliveryId: "one" } as const;
const FAULTS = { about: "faults", faults: [] } as const;

it("keeps the language of an answer", () => {
  const item = newTicketReply({ ...TICKET, language: "de" }, { ...FAULTS, faults: [] }, NOW);
  expect(item).toMatchObject({ pk: "ticket#generic#T-1", sk: "reply#one", language: "de", dueAt: NOW });
  expect(ticketReply.parse(item).noticeId).toBe("generic/T-1/one");
});

it.each([
  ["absent", TICKET],
  ["unknown", { ...TICKET, language: undefined }],
])("has no language where that is %s", (_, ticket) => {
  expect(Object.keys(newTicketReply(ticket, { ...FAULTS, faults: [] }, NOW))).not.toContain("language");
});
