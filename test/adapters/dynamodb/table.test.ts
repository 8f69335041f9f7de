import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { TransientServiceError } from "#core/errors";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "eu-west-1" }));
const mock = mockClient(client);
const table = dynamodbTable(client, "the-table");
const PUT = { item: { pk: "p", sk: "s", version: 2 }, expectedVersion: 1 };
const TWO = [PUT, { item: { pk: "p", sk: "event", version: 1 }, expectedVersion: undefined }];

function cancelled(...codes: string[]): TransactionCanceledException {
  const CancellationReasons = codes.map((Code) => ({ Code }));
  return new TransactionCanceledException({
    message: "cancelled",
    $metadata: { httpStatusCode: 400 },
    CancellationReasons,
  });
}

beforeEach(() => mock.reset());

describe("what is sent", () => {
  it("is a strongly consistent read", async () => {
    mock.on(GetCommand).resolves({});
    await table.get({ pk: "p", sk: "s" });
    expect(mock.commandCalls(GetCommand)[0]?.args[0].input).toEqual({
      TableName: "the-table",
      Key: { pk: "p", sk: "s" },
      ConsistentRead: true,
    });
  });

  it("is one transaction whose conditions are the versions and the lifecycle's statuses", async () => {
    mock.on(TransactWriteCommand).resolves({});
    const created = { item: { pk: "p", sk: "new", version: 1 }, expectedVersion: undefined };
    await table.commit([{ ...PUT, fromStatuses: ["requested", "confirmed"] }, created]);
    expect(mock.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems).toEqual([
      {
        Put: {
          TableName: "the-table",
          Item: PUT.item,
          ConditionExpression: "#version = :version AND #status IN (:status0, :status1)",
          ExpressionAttributeNames: { "#version": "version", "#status": "status" },
          ExpressionAttributeValues: { ":version": 1, ":status0": "requested", ":status1": "confirmed" },
        },
      },
      {
        Put: { TableName: "the-table", Item: created.item, ConditionExpression: "attribute_not_exists(pk)" },
      },
    ]);
  });

  it("is a put, which costs half, where there is one item alone", async () => {
    mock.on(PutCommand).resolves({});
    expect(await table.commit([{ ...PUT, fromStatuses: ["confirmed"] }])).toBe(true);
    expect(mock.commandCalls(PutCommand)[0]?.args[0].input).toEqual({
      TableName: "the-table",
      Item: PUT.item,
      ConditionExpression: "#version = :version AND #status IN (:status0)",
      ExpressionAttributeNames: { "#version": "version", "#status": "status" },
      ExpressionAttributeValues: { ":version": 1, ":status0": "confirmed" },
    });
  });
});

describe("a put that was refused", () => {
  it("is an outcome when its condition did not hold", async () => {
    mock.on(PutCommand).rejects(new ConditionalCheckFailedException({ message: "no", $metadata: {} }));
    expect(await table.commit([PUT])).toBe(false);
  });

  it("is tried again if a transaction held the item", async () => {
    mock
      .on(PutCommand)
      .rejectsOnce(new TransactionConflictException({ message: "busy", $metadata: { httpStatusCode: 400 } }))
      .resolves({});
    expect(await table.commit([PUT])).toBe(true);
    expect(mock.commandCalls(PutCommand)).toHaveLength(2);
  });
});

describe("a transaction that was cancelled", () => {
  it("is an outcome when a condition did not hold, whatever else went wrong", async () => {
    mock.on(TransactWriteCommand).rejects(cancelled("None", "ConditionalCheckFailed", "TransactionConflict"));
    expect(await table.commit(TWO)).toBe(false);
    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });

  it("is tried again if it conflicts with another one", async () => {
    mock
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled("None", "TransactionConflict"))
      .rejectsOnce(cancelled("TransactionConflict"))
      .resolves({});
    expect(await table.commit(TWO)).toBe(true);
    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(3);
  });

  it("is left to the state machine's retry after several conflicts", async () => {
    mock.on(TransactWriteCommand).rejects(cancelled("TransactionConflict"));
    await expect(table.commit(TWO)).rejects.toThrow(TransientServiceError);
    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(5);
  });

  it.each(["ThrottlingError", "ProvisionedThroughputExceeded"])(
    "by %s is left to the machine's retry",
    async (code) => {
      mock.on(TransactWriteCommand).rejects(cancelled("None", code));
      await expect(table.commit(TWO)).rejects.toThrow(TransientServiceError);
      expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(1);
    },
  );

  it("fails by its name if no retry can help", async () => {
    mock.on(TransactWriteCommand).rejects(cancelled("ValidationError"));
    await expect(table.commit(TWO)).rejects.toMatchObject({ name: "ValidationError" });
  });
});

it("leaves throttling and errors of the service to the state machine's retry", async () => {
  const throttled = new ProvisionedThroughputExceededException({ message: "slow down", $metadata: {} });
  mock.on(GetCommand).rejects(throttled);
  await expect(table.get({ pk: "p", sk: "s" })).rejects.toThrow(TransientServiceError);
  mock
    .on(TransactWriteCommand)
    .rejects(Object.assign(new Error("oops"), { $metadata: { httpStatusCode: 503 } }));
  await expect(table.commit(TWO)).rejects.toThrow(TransientServiceError);
});
