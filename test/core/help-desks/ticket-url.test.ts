import { expect, it } from "vitest";
import { HELP_DESKS } from "#core/help-desks/registry";
import { ticketUrl } from "#core/help-desks/ticket-url";

const desks = Object.fromEntries(HELP_DESKS.map((desk) => [desk, { baseUrl: `https://${desk}.example` }]));

it.each([
  ["zendesk", "4711", "https://zendesk.example/agent/tickets/4711"],
  ["freshdesk", "4711", "https://freshdesk.example/a/tickets/4711"],
  ["jira", "SUP-4", "https://jira.example/browse/SUP-4"],
])("leads to the ticket of %s", (desk, ticket, url) => {
  expect(ticketUrl(desk, ticket, desks)).toBe(url);
});

it("is none for a ticket of no desk, and for an id that would change the path", () => {
  expect(ticketUrl("generic", "4711", desks)).toBeUndefined();
  expect(ticketUrl("zendesk", "4711", {})).toBeUndefined();
  for (const ticket of ["../admin", "1?x=", "1#", "", "a b"])
    expect(ticketUrl("zendesk", ticket, desks)).toBeUndefined();
});
