import { expect, it } from "vitest";
import { newWatchedDomain, readWatched } from "#core/watch/watched-domain";
import { memoryTable } from "../../support/memory-table.ts";
import { BEGUN_AT as NOW, RECORDS, seen } from "../../support/onboarding-fixture.ts";
import { issuedOf } from "../../support/stages.ts";

/** Starts the watch of a ready domain, and returns the records that it stores. */
async function watchedRecords(said: Parameters<typeof issuedOf>[0] = {}) {
  const table = memoryTable();
  const ready = issuedOf({ status: "ready", ...said });
  await table.commit([await newWatchedDomain(table, ready, NOW)]);
  return (await readWatched(table, ready.identity))?.records;
}

it("takes from the last check when each record was right, and who served it", async () => {
  const known = RECORDS.map((record, index) => ({
    record,
    rightAt: NOW - 1000 * (index + 1),
    nameServers: [`ns${index}.example`],
  }));
  const records = known.map(({ record, rightAt, nameServers }) =>
    seen(record, { rightAt, place: { zone: "z.example", host: "h", nameServers } }),
  );
  // The check lists them in another order, with the TXT record before the MX of the same name.
  const lastCheck = { at: NOW, queries: 5, records: records.reverse() };
  expect(await watchedRecords({ lastCheck })).toEqual(
    known.map(({ record: { name, type, value }, ...rest }) => ({ name, type, value, ...rest })),
  );
});

it("counts records that no check has seen as right now, with no known servers", async () => {
  expect(await watchedRecords()).toEqual(
    RECORDS.map(({ name, type, value }) => ({ name, type, value, rightAt: NOW, nameServers: [] })),
  );
});
