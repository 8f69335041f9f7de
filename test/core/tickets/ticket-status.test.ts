import { expect, it } from "vitest";
import { EVENTS, type EventType } from "#core/onboarding/event-types";
import { statusAfterEvent, statusAfterReply, tagsOf } from "#core/tickets/ticket-status";

it("solves a ticket with the last answer, and with no other", () => {
  const told = Object.entries(EVENTS).filter(([, readers]) =>
    (readers as readonly string[]).includes("ticket"),
  );
  const solving = told
    .map(([type]) => type as EventType)
    .filter((type) => statusAfterEvent(type, { status: "confirmed" }) === "solved");
  expect(solving.sort()).toEqual([
    "addresses_passing",
    "cancelled",
    "domain_recovered",
    "expired",
    "identity_released",
    "ready",
  ]);
});

it("leaves the ticket of a ready domain with the customer while an address can't be sent from", () => {
  const refusedAddresses = [
    { address: "x@news.d.example", refusals: ["reply-for-subdomain" as const], at: 1 },
  ];
  expect(statusAfterEvent("ready", { status: "ready", refusedAddresses })).toBe("pending");
});

it("makes tags without spaces, because labels in Jira can't have them", () => {
  expect(tagsOf("records_issued")).toEqual(["sendworthy", "sendworthy-records-issued"]);
});

it("leaves a ticket with the customer while an address that is covered can't be sent from", () => {
  const covered = { about: "covered" as const, identity: "d.example", mailFrom: "email.d.example" };
  const refused = [{ address: "x@news.d.example", refusals: ["reply-for-subdomain" as const], at: 1 }];
  const fromAddresses = ["news@d.example"];
  expect(statusAfterReply({ ...covered, fromAddresses, refused: [] })).toBe("solved");
  expect(statusAfterReply({ ...covered, fromAddresses, refused })).toBe("pending");
});

it("leaves a ticket with the team while only the team can put its faults right, and with the customer otherwise", () => {
  const unknown = {
    field: "project",
    sent: "x",
    expected: { key: "fault.project-unknown", values: {} },
  } as const;
  const own = { field: "timeZone", sent: "Mars", expected: { key: "fault.time-zone", values: {} } } as const;
  expect(statusAfterReply({ about: "faults", faults: [unknown] })).toBe("open");
  expect(statusAfterReply({ about: "faults", faults: [unknown, own] })).toBe("pending");
  expect(statusAfterReply({ about: "faults", isUnread: true, faults: [own] })).toBeUndefined();
});
