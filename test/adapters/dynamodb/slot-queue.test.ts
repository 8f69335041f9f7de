import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, it } from "vitest";
import { SlotQueue } from "#adapters/dynamodb/slot-queue";
import { TransientServiceError } from "#core/errors";

const NOW = 1_795_424_400_000;
const KEY = { pk: "p", sk: "s" };
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "eu-west-1" }));
const mock = mockClient(client);
const queue = new SlotQueue(client, "the-table", 3000);

/** Makes DynamoDB refuse this many updates, and assign the slot of the present time after them. */
function refuse(count: number): void {
  let left = count;
  mock.on(UpdateCommand).callsFake(() => {
    left -= 1;
    if (left >= 0) throw new ConditionalCheckFailedException({ message: "no", $metadata: {} });
    return { Attributes: { nextSlotAt: NOW + 3000 } };
  });
}

beforeEach(() => mock.reset());

it.each([0, 1, 2, 8, 9])("takes a slot after %i updates that lost to other callers", async (lost) => {
  refuse(lost);
  expect(await queue.take(KEY, NOW)).toBe(NOW);
  expect(mock.commandCalls(UpdateCommand)).toHaveLength(lost + 1);
});

it("gives up after five tries of two updates each", async () => {
  refuse(10);
  await expect(queue.take(KEY, NOW)).rejects.toThrow(
    new TransientServiceError("Other callers took every slot"),
  );
  expect(mock.commandCalls(UpdateCommand)).toHaveLength(10);
});
