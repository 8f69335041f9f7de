import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { transientByName } from "#adapters/transient";
import { TransientServiceError } from "#core/errors";
import type { Key } from "#core/table";

/** How often the two updates are tried while other callers take slots. */
const TRIES = 5;
/** DynamoDB's time to live deletes an item after its queue has been empty for at most a day. */
const FORGET_AFTER_SECONDS = 86_400;

/**
 * Assigns the slots of an item, `slotMilliseconds` apart: an empty queue starts now, and any other grows by
 * one slot. Each case is a single conditional update, so two callers never get the same slot.
 */
export class SlotQueue {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #slotMilliseconds: number;

  constructor(client: DynamoDBDocumentClient, tableName: string, slotMilliseconds: number) {
    this.#client = client;
    this.#tableName = tableName;
    this.#slotMilliseconds = slotMilliseconds;
  }

  /** Takes the next slot after all others, or the present time if the queue is empty. */
  async take(key: Key, nowMs: number): Promise<number> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      // The queue is usually empty, and a failed update costs money, so this case is tried first.
      const slot = (await this.#first(key, nowMs)) ?? (await this.#last(key, nowMs));
      if (slot !== undefined) return slot;
    }
    throw new TransientServiceError("Other callers took every slot");
  }

  /** Takes the present time; returns false if the queue is not empty. */
  async takeIfFree(key: Key, nowMs: number): Promise<boolean> {
    return (await this.#first(key, nowMs)) !== undefined;
  }

  #first(key: Key, nowMs: number): Promise<number | undefined> {
    return this.#attempt(key, nowMs, "attribute_not_exists(nextSlotAt) OR nextSlotAt <= :now", ":now");
  }

  #last(key: Key, nowMs: number): Promise<number | undefined> {
    return this.#attempt(key, nowMs, "nextSlotAt > :now", "nextSlotAt");
  }

  async #attempt(key: Key, nowMs: number, condition: string, next: string): Promise<number | undefined> {
    const update = new UpdateCommand({
      TableName: this.#tableName,
      Key: key,
      ConditionExpression: condition,
      UpdateExpression: `SET nextSlotAt = ${next} + :slot, forgetAt = :forget`,
      ExpressionAttributeValues: {
        ":now": nowMs,
        ":slot": this.#slotMilliseconds,
        ":forget": Math.ceil(nowMs / 1000) + FORGET_AFTER_SECONDS,
      },
      ReturnValues: "UPDATED_NEW",
    });
    try {
      const { Attributes } = await transientByName(() => this.#client.send(update));
      return Number(Attributes?.["nextSlotAt"]) - this.#slotMilliseconds;
    } catch (error) {
      if (error instanceof Error && error.name === "ConditionalCheckFailedException") return undefined;
      throw error;
    }
  }
}
