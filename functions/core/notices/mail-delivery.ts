import type { Texts } from "#core/words/texts";

/** Whether a mail about the same event was sent; tickets and operations are informed of it. */
export interface MailDelivery {
  readonly address: string;
  /** "in-digest": it is part of a digest that is sent at `sendAt`. */
  readonly state: "sent" | "in-digest" | "pending";
  readonly sendAt?: number | undefined;
}

/** Prepends a sentence with the mails that were sent, and the times of the others. */
export function withDelivery(
  deliveries: readonly MailDelivery[],
  sentence: string,
  { text }: Pick<Texts, "text">,
): string {
  const addresses = deliveries.filter(({ state }) => state === "sent").map(({ address }) => address);
  const later = deliveries.flatMap(({ address, state, sendAt }) => {
    if (state === "sent") return [];
    if (sendAt === undefined) return [text("delivery.pending", { address })];
    return [text("delivery.in-digest", { address, at: sendAt })];
  });
  return [...(addresses.length === 0 ? [] : [text("delivery.sent", { addresses })]), ...later, sentence].join(
    " ",
  );
}
