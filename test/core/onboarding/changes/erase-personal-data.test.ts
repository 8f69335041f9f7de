import { expect, it } from "vitest";
import { erasePersonalData } from "#core/onboarding/changes/erase-personal-data";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readTicketItem } from "#core/onboarding/ticket-item";
import { memoryTable } from "../../../support/memory-table.ts";
import { BEGUN_AT as NOW, onboardingOf } from "../../../support/onboarding-fixture.ts";
import { ID } from "../../../support/stages.ts";

const CLOSED = onboardingOf({
  status: "expired",
  queue: "closed",
  alsoTickets: [
    { source: "generic", ticket: "T-2" },
    { source: "generic", ticket: "T-3" },
  ],
});

/** Erases the data of an onboarding with two tickets; a third one has another onboarding by now. */
async function erased(current: Onboarding) {
  const table = memoryTable();
  for (const [ticket, id] of [
    ["T-1041", ID],
    ["T-2", ID],
    ["T-3", "onb_other"],
  ] as const)
    await table.commit([(await readTicketItem(table, "generic", ticket)).replaceWith(id)]);
  return erasePersonalData(table, current, NOW);
}

it("a closed onboarding loses its people, and its tickets unless another onboarding has them", async () => {
  const forgotten = (ticket: string) => ({
    item: {
      ...{ pk: `ticket#generic#${ticket}`, sk: "ticket", version: 2 },
      ...{ onboardingId: ID, forgetAt: NOW / 1000 },
    },
    expectedVersion: 1,
  });
  expect(await erased(CLOSED)).toStrictEqual({
    set: { requester: "", fromAddresses: [], ticket: "" },
    clear: [
      ...["alsoProjects", "alsoTickets", "dnsContact", "failingAddresses", "formerContacts", "handOffs"],
      ...["migratingFrom", "refusedAddresses", "replyAddress", "queue", "dueAt"],
    ],
    event: { type: "forgotten", at: NOW, by: "sendworthy" },
    also: [forgotten("T-1041"), forgotten("T-2")],
  });
});

it("an onboarding that is still open keeps its people", async () => {
  expect(await erased({ ...CLOSED, status: "confirmed", queue: "open" })).toBeUndefined();
});
