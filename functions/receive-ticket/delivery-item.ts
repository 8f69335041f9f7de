import * as z from "zod";
import type { Source } from "#core/onboarding/ticket-source";
import type { Key, Put, Table } from "#core/table";

/** How long deliveries are stored: a week, which is longer than any sender retries. */
const DELIVERY_KEPT_SECONDS = 7 * 24 * 3600;

const deliveryItem = z.object({ digest: z.string(), onboardingId: z.string().optional() });

function deliveryKey({ source, id }: Pick<Delivery, "source" | "id">): Key {
  return { pk: `delivery#${source}#${id}`, sk: "delivery" };
}

/** Reads the result of an earlier copy of this delivery: an onboarding, or only an answer. */
export async function readDelivery(
  table: Table,
  delivery: Delivery,
): Promise<z.infer<typeof deliveryItem> | undefined> {
  const item = await table.get(deliveryKey(delivery));
  return item === undefined ? undefined : deliveryItem.parse(item);
}

/** Makes the write that records a delivery; it fails if the delivery is already recorded. */
export function deliveryPut(delivery: Delivery, onboardingId?: string): Put {
  const { digest, now } = delivery;
  const forgetAt = Math.floor(now / 1000) + DELIVERY_KEPT_SECONDS;
  return {
    item: { ...deliveryKey(delivery), version: 1, digest, onboardingId, forgetAt },
    expectedVersion: undefined,
  };
}

/** An authentic delivery of a webhook. */
export interface Delivery {
  readonly source: Source;
  readonly id: string;
  /** The SHA-256 hash of the body. The same id with another body is a different delivery. */
  readonly digest: string;
  readonly now: number;
}
