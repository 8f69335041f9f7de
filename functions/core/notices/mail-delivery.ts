import { textsIn } from "#core/words/texts";

/** Whether a mail of the same event has left, for the ticket and for operations. */
export interface MailDelivery {
  readonly address: string;
  /** `in-digest`: it is part of a mail that is sent at `sendAt`. */
  readonly state: "sent" | "in-digest" | "pending";
  readonly sendAt?: number | undefined;
}

/** Puts before a text which mails were sent, and when the others will be. */
export function withDelivery(deliveries: readonly MailDelivery[], text: string): string {
  const { text: say } = textsIn("en");
  const addresses = deliveries.filter(({ state }) => state === "sent").map(({ address }) => address);
  const later = deliveries.flatMap(({ address, state, sendAt }) => {
    if (state === "sent") return [];
    if (sendAt === undefined) return [say("delivery.pending", { address })];
    return [say("delivery.in-digest", { address, at: sendAt })];
  });
  return [...(addresses.length === 0 ? [] : [say("delivery.sent", { addresses })]), ...later, text].join(" ");
}
