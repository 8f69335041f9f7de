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

  it("queues a hundred callers of one domain, and lets no other domain wait", async () => {
    const { take, takeIfFree } = dynamodbZoneTurns(dynamodb.client, await dynamodb.createTable(), 3000);
    const turns: number[] = [];
    for (let caller = 0; caller < 100; caller += 1) turns.push(await take("oxfordstones.example", NOW));
    expect(turns).toEqual(Array.from({ length: 100 }, (_, place) => NOW + place * 3000));
    expect(await take("other.example", NOW)).toBe(NOW);
    expect(await takeIfFree("oxfordstones.example", NOW)).toBe(false);
    expect(await takeIfFree("oxfordstones.example", NOW + 300_000)).toBe(true);
    expect(await take("oxfordstones.example", NOW + 300_000)).toBe(NOW + 303_000);
  });
});
