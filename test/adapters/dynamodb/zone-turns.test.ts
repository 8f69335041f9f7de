import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamodbZoneTurns } from "#adapters/dynamodb/zone-turns";
import { type DynamoDb, hasDynamoDb, startDynamoDb } from "../../support/dynoxide.ts";

const NOW = 1_795_424_400_000;

describe.runIf(hasDynamoDb)("the turns of zones in DynamoDB", () => {
  let dynamodb: DynamoDb;

  beforeAll(async () => {
    dynamodb = await startDynamoDb();
  });

  afterAll(() => dynamodb.stop());

  it("gives one turn to a hundred callers at once, and one to each other domain", async () => {
    const { take } = dynamodbZoneTurns(dynamodb.client, await dynamodb.createTable(), 3000);
    const turns = await Promise.all(Array.from({ length: 100 }, () => take("oxfordstones.example", NOW)));
    expect(turns.filter((at) => at === NOW)).toHaveLength(1);
    expect(turns.filter((at) => at === NOW + 3000)).toHaveLength(99);
    expect(await take("other.example", NOW)).toBe(NOW);
    expect(await take("oxfordstones.example", NOW + 2999)).toBe(NOW + 5999);
    expect(await take("oxfordstones.example", NOW + 3000)).toBe(NOW + 3000);
  });
});
