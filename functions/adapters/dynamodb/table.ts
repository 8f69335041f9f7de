import { setTimeout as pause } from "node:timers/promises";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { transientByName } from "#adapters/transient";
import type { Put, Table } from "#core/table";
import { packed } from "./packed-attributes.ts";
import { dynamodbReader } from "./reader.ts";

/** How often a write is tried after a conflict with a transaction, which the SDK does not retry. */
const TRIES = 5;

/** The longest pause before the second attempt; it doubles with each further one. */
const FIRST_PAUSE_MS = 20;

/** The table in DynamoDB. */
export function dynamodbTable(client: DynamoDBDocumentClient, tableName: string): Table {
  return {
    ...dynamodbReader(client, tableName),
    async commit(puts) {
      const inputs = puts.map((put) => putInput(tableName, put));
      const [only, second] = inputs;
      // A transaction costs twice as much as a put:
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
      const write =
        only !== undefined && second === undefined
          ? () => client.send(new PutCommand(only))
          : () => client.send(new TransactWriteCommand({ TransactItems: inputs.map((Put) => ({ Put })) }));
      return transientByName(() => retryConflicts(() => committed(write())));
    },
  };
}

function putInput(tableName: string, { item, expectedVersion, fromStatuses }: Put) {
  const Item = packed(item);
  if (expectedVersion === "any") return { TableName: tableName, Item };
  if (expectedVersion === undefined) {
    return { TableName: tableName, Item, ConditionExpression: "attribute_not_exists(pk)" };
  }
  const statuses = Object.fromEntries(
    (fromStatuses ?? []).map((status, index) => [`:status${index}`, status]),
  );
  const guard = fromStatuses === undefined ? "" : ` AND #status IN (${Object.keys(statuses).join(", ")})`;
  return {
    TableName: tableName,
    Item,
    ConditionExpression: `#version = :version${guard}`,
    ExpressionAttributeNames: {
      "#version": "version",
      ...(fromStatuses === undefined ? {} : { "#status": "status" }),
    },
    ExpressionAttributeValues: { ":version": expectedVersion, ...statuses },
  };
}

/** The error names of a write conflict, in a transaction and of a single put. */
const CONFLICTS: ReadonlySet<string> = new Set(["TransactionConflict", "TransactionConflictException"]);

/**
 * Tries again after a conflict, which lasts only until the other transaction ends:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
async function retryConflicts(attempt: () => Promise<boolean>, tries = 1): Promise<boolean> {
  try {
    return await attempt();
  } catch (error) {
    if (tries === TRIES || !(error instanceof Error && CONFLICTS.has(error.name))) throw error;
    await pause(Math.random() * FIRST_PAUSE_MS * 2 ** (tries - 1));
    return retryConflicts(attempt, tries + 1);
  }
}

/**
 * Returns false if a condition failed, and throws an error with the name of any other cause. If a response is
 * lost, the SDK repeats the put, whose condition may then fail because of its own first write. The caller
 * reads and decides again.
 */
async function committed(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === "ConditionalCheckFailedException") return false;
    if (error.name !== "TransactionCanceledException") throw error;
    const reasons: unknown = Reflect.get(error, "CancellationReasons");
    const codes = Array.isArray(reasons) ? reasons.map((reason: { Code?: string }) => reason.Code) : [];
    if (codes.includes("ConditionalCheckFailed")) return false;
    const cause = codes.find((code) => code !== undefined && code !== "None");
    throw Object.assign(
      new Error(`The transaction was cancelled: ${cause ?? "no reason given"}`, { cause: error }),
      {
        name: cause ?? "TransactionCanceled",
      },
    );
  }
}
