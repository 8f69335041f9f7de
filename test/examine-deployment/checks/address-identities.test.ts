import { expect, it } from "vitest";
import { ACCOUNT, type ClaimEntry } from "#core/claims/claims";
import { checkAddressIdentities } from "../../../functions/examine-deployment/checks/ses.ts";
import { memoryTable } from "../../support/memory-table.ts";

const ADDRESS = "anna@mail.customer.example";
const SUBJECT = "SES address identities";
const NONE = { subject: SUBJECT, state: "ok", said: "none overrides the settings of a customer’s domain" };

function overridden(addresses: string) {
  return {
    subject: SUBJECT,
    state: "warning",
    said: `their settings override those of a customer’s domain: ${addresses}`,
    todo: "Delete them in SES if nobody needs them, or give them the settings of the domain.",
  };
}

function claim(said: Partial<ClaimEntry> = {}): ClaimEntry {
  return { name: "customer.example", owner: "oxford", state: "proved", onboardingId: "onb_1", ...said };
}

/** Checks these addresses where these claims on customer.example are held. */
async function check(entries: readonly ClaimEntry[], addresses: readonly string[] = [ADDRESS]) {
  const table = memoryTable();
  const item = { pk: "claim#customer.example", sk: "claim", version: 1, entries };
  await table.commit([{ item, expectedVersion: undefined }]);
  const readIdentities = async () => ({ count: addresses.length, addresses });
  const unread = async () => {
    throw new Error("Only the identities are read");
  };
  return checkAddressIdentities({ readIdentities, readIdentity: unread, readState: unread }, table);
}

it.each<[string, readonly ClaimEntry[]]>([
  ["the domain itself", [claim({ name: "mail.customer.example" })]],
  ["a domain above it", [claim()]],
  ["one of several domains", [claim({ name: "shop.customer.example" }), claim(), claim({ owner: ACCOUNT })]],
])("warns of an address where a customer has proved %s", async (_, entries) => {
  expect(await check(entries)).toEqual(overridden(ADDRESS));
});

it.each<[string, readonly ClaimEntry[]]>([
  ["nobody claims the domain", []],
  ["a customer has reserved the domain, but not proved it", [claim({ state: "reserved" })]],
  ["the account itself holds the domain", [claim({ owner: ACCOUNT })]],
  ["a customer has proved only a name beside it", [claim({ name: "shop.customer.example" })]],
  ["a customer has proved only a name below it", [claim({ name: "a.mail.customer.example" })]],
])("accepts an address where %s", async (_, entries) => {
  expect(await check(entries)).toEqual(NONE);
});

it("names every address that overrides a domain, and no other", async () => {
  const addresses = ["a@customer.example", "b@elsewhere.example", "c@news.customer.example"];
  expect(await check([claim()], addresses)).toEqual(
    overridden("a@customer.example, c@news.customer.example"),
  );
});

it.each([
  [99, overridden(ADDRESS)],
  [100, NONE],
])("reads the first hundred addresses: one after %i others", async (before, expected) => {
  const others = Array.from({ length: before }, (_, index) => `${index}@elsewhere.example`);
  expect(await check([claim()], [...others, ADDRESS])).toEqual(expected);
});
