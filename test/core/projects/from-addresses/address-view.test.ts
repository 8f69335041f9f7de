import { expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import type { Onboarding } from "#core/onboarding/onboarding";
import { addressViews } from "#core/projects/from-addresses/address-view";
import { takenAddress } from "../../../support/from-address-fixture.ts";
import { memoryTable } from "../../../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, onboardingOf, RECORDS } from "../../../support/onboarding-fixture.ts";

const { identity, mailFrom, owner, onboardingId } = onboardingOf();
const LOST = { since: NOW, lostAt: NOW, ses: [], records: RECORDS.map(({ name, type }) => ({ name, type })) };

/** Views one address of a project whose owner has an onboarding in this state. */
async function viewed(address: string, said: Partial<Onboarding>) {
  const table = memoryTable();
  await keep(table, onboardingOf(said));
  const claims = await readClaims(table, identity);
  await table.commit([claims.replaceWith(reserve([], onboardingId, owner, [identity, mailFrom]))]);
  return addressViews(
    {
      ...{ version: 1, project: "oxford-stones", owner, platform: "ses", requesters: [], domains: [] },
      ...{ fromAddresses: [takenAddress(address)], refusedAddresses: [], removedAddresses: [] },
    },
    table,
  );
}

it("an address of a verified domain can be used", async () => {
  const address = `news@${identity}`;
  expect(await viewed(address, { status: "ready", dkimVerifiedAt: NOW })).toStrictEqual([
    { ...takenAddress(address), from: address, state: "usable", words: expect.any(Array) },
  ]);
});

it.each<[string, string, string, Partial<Onboarding>]>([
  ["is not verified yet", `news@${identity}`, "verification-pending", {}],
  [
    "has lost its DKIM records",
    `news@${identity}`,
    "verification-lost",
    { status: "lost", dkimVerifiedAt: NOW, incident: LOST },
  ],
  ["is a MAIL FROM domain", `news@${mailFrom}`, "mail-from-domain", {}],
  ["belongs to no identity", "news@other.example", "not-verified", {}],
])("an address is suspended if its domain %s", async (_, address, because, said) => {
  const [view] = await viewed(address, said);
  expect(view).toMatchObject({ address, from: address, state: "suspended", because });
  expect(view?.words[0]).toMatch(/^Suspended: .*\.$/);
});

it("a stored text that is no address is suspended", async () => {
  const [view] = await viewed("news", { status: "ready", dkimVerifiedAt: NOW });
  expect(view).toMatchObject({ address: "news", from: "news", state: "suspended", because: "not-verified" });
  expect(view?.words[0]).toBe("Suspended: no verified domain of this customer covers news.");
});
