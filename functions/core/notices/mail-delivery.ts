import { utcTime } from "#core/names/utc-time";
import { WORDS } from "#core/words/words";

/** Whether a mail of the same event has left, for the ticket and for operations. */
export interface MailDelivery {
  readonly address: string;
  /** `in-digest`: it is part of a mail that is sent at `sendAt`. */
  readonly state: "sent" | "in-digest" | "pending";
  readonly sendAt?: number | undefined;
}

/** Puts before a text which mails were sent, and when the others will be. */
export function withDelivery(deliveries: readonly MailDelivery[], text: string): string {
  const { delivery } = WORDS;
  const sent = deliveries.filter(({ state }) => state === "sent").map(({ address }) => address);
  const later = deliveries.flatMap(({ address, state, sendAt }) => {
    if (state === "sent") return [];
    return [sendAt === undefined ? delivery.pending(address) : delivery.inDigest(address, utcTime(sendAt))];
  });
  return [...(sent.length === 0 ? [] : [delivery.sent(sent)]), ...later, text].join(" ");
}
