import { expect, it } from "vitest";
import { challengeRecord } from "#core/onboarding/challenge";
import { readOnboarding } from "#core/onboarding/store";
import type { CheckedRecord } from "#core/records/last-check";
import { saveProof } from "../../functions/check-domain/save-proof.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, seen } from "../support/onboarding-fixture.ts";
import { ID, issuedOf, recordsFor, TOKEN } from "../support/stages.ts";

const CHALLENGE = challengeRecord(issuedOf().identity, TOKEN);
const OTHERS = recordsFor().map((record) => seen(record, { state: "right" }));
const ownership = { token: TOKEN, because: "published-before", requestedAt: NOW } as const;

/** Saves the proof after a check that saw the challenge like this, and the other records right. */
async function saved(challenge: CheckedRecord) {
  const table = memoryTable();
  const current = issuedOf({ ownership, records: [CHALLENGE, ...recordsFor()] });
  await keep(table, current);
  const checked = { ...current, lastCheck: { at: NOW, records: [challenge, ...OTHERS], queries: 1 } };
  return { checked, after: await saveProof(checked, NOW, table), stored: await readOnboarding(table, ID) };
}

it("the challenge proves control, and is then required no longer", async () => {
  const { checked, after, stored } = await saved(seen(CHALLENGE, { state: "right" }));
  const proved = { ownership: { ...ownership, provedAt: NOW }, records: recordsFor() };
  expect(after).toEqual({ ...checked, ...proved, lastCheck: { at: NOW, records: OTHERS, queries: 1 } });
  expect(stored).toMatchObject(proved);
});

it.each<[string, CheckedRecord]>([
  ["with the token of another challenge", seen({ ...CHALLENGE, value: "x" }, { state: "right" })],
  ["at another name", seen({ ...CHALLENGE, name: "_other.oxfordstones.example" }, { state: "right" })],
  ["that only some of the name servers hold", seen(CHALLENGE, { state: "missing" })],
])("a record %s proves nothing", async (_, challenge) => {
  const { checked, after, stored } = await saved(challenge);
  expect(after).toEqual(checked);
  expect(stored.ownership).toEqual(ownership);
});
