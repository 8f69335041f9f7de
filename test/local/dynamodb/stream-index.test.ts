import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type SupervisedDynamoDb, superviseDynamoDb } from "../../../infra/local/dynamodb/supervisor.ts";

let directory: string;
let dynamodb: SupervisedDynamoDb;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "sendworthy-dynamodb-"));
  dynamodb = await superviseDynamoDb(directory, { onRestart() {}, onFailure() {} });
});

afterEach(async () => {
  await dynamodb.stop();
  await rm(directory, { recursive: true, force: true });
});

/** Returns the plan for one of the engine's own queries of a stream. */
function planOf(query: string): unknown[] {
  const database = new DatabaseSync(join(directory, "dynamodb.db"), { readOnly: true });
  try {
    return database
      .prepare(`EXPLAIN QUERY PLAN ${query}`)
      .all()
      .map(({ detail }) => detail);
  } finally {
    database.close();
  }
}

it("finds the last record of a stream without reading the others", () => {
  const plan = planOf(
    "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 'table'",
  );
  expect(plan).toEqual(["SEARCH _stream_records USING COVERING INDEX stream_order (table_name=?)"]);
});

it("finds the records after another one without reading those before", () => {
  const plan = planOf(
    `SELECT new_image FROM _stream_records
     WHERE table_name = 'table' AND shard_id = 'shard' AND CAST(sequence_number AS INTEGER) > 7
     ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT 10`,
  );
  expect(plan).toEqual(["SEARCH _stream_records USING INDEX stream_order (table_name=? AND <expr>>?)"]);
});
