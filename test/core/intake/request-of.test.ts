import { expect, it } from "vitest";
import { requestOf } from "#core/intake/request-of";
import { D, OWNER, ownOnboarding } from "./facts.ts";

const TICKET = { source: "generic", ticket: "T-1" } as const;
const REQUEST = {
  ticket: "T-1",
  owner: OWNER,
  project: "shop",
  requester: `dns@${D}`,
  fromAddresses: [`news@${D}`],
  identity: D,
};

it("names neither a language nor the proposed names where the ticket named none", () => {
  expect(requestOf(ownOnboarding({ ticket: "T-1" }), TICKET)).toEqual(REQUEST);
});

it("keeps the languages of the messages, and the names that the ticket named", () => {
  const current = ownOnboarding({
    ...{ ticket: "T-1", language: "de", dnsContactLanguage: "fr-CA", namedFields: ["identity", "mailFrom"] },
  });
  expect(requestOf(current, TICKET)).toEqual({
    ...REQUEST,
    ...{ language: "de", dnsContactLanguage: "fr", mailFrom: `email.${D}`, asksForIdentity: true },
  });
});

it("is that of the other project for a ticket by which that project joined", () => {
  const other = { project: "p2", requester: `anna@${D}`, fromAddresses: [`info@${D}`] };
  const current = ownOnboarding({ alsoTickets: [{ ...TICKET, project: "p2" }], alsoProjects: [other] });
  expect(requestOf(current, TICKET)).toEqual({ ...REQUEST, ...other });
});
