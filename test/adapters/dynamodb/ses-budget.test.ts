import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { type DynamoDb, hasDynamoDb, startDynamoDb } from "../../support/dynoxide.ts";

const NOW = 1_795_424_400_000;

describe.runIf(hasDynamoDb)("the SES budget in DynamoDB", () => {
  let dynamodb: DynamoDb;

  beforeAll(async () => {
    dynamodb = await startDynamoDb();
  });

  afterAll(() => dynamodb.stop());

  const budget = async (slotMilliseconds: number) =>
    dynamodbSesBudget(dynamodb.client, await dynamodb.createTable(), slotMilliseconds);

  it("hands out one slot after the other, each its own, to two thousand callers at once", async () => {
    const { take } = await budget(1000);
    const slots = await Promise.all(Array.from({ length: 2000 }, () => take(NOW)));
    const expected = Array.from({ length: 2000 }, (_, index) => NOW + index * 1000);
    expect(slots.sort((a, b) => a - b)).toEqual(expected);
  });

  it("starts from now after a time without callers, and does not keep unused slots for later", async () => {
    const { take } = await budget(1000);
    expect(await take(NOW)).toBe(NOW);
    expect(await take(NOW)).toBe(NOW + 1000);
    expect(await take(NOW + 60_000)).toBe(NOW + 60_000);
    expect(await take(NOW + 60_500)).toBe(NOW + 61_000);
    expect(await take(NOW + 62_000)).toBe(NOW + 62_000);
  });

  it("keeps slots apart although callers' clocks differ", async () => {
    const { take } = await budget(1000);
    const slots = await Promise.all(
      Array.from({ length: 30 }, (_, index) => take(NOW + ((index * 7) % 5) * 300)),
    );
    const sorted = slots.sort((a, b) => a - b);
    expect(sorted.every((slot, index) => index === 0 || slot - (sorted[index - 1] ?? 0) >= 1000)).toBe(true);
  });

  it("makes no caller wait if slots have no length", async () => {
    const { take } = await budget(0);
    expect(await Promise.all([take(NOW), take(NOW), take(NOW)])).toEqual([NOW, NOW, NOW]);
  });
});
