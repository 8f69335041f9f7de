import { signedHeaders } from "../../ticket/signed-headers.ts";
import type { Clock } from "../clock.ts";
import { localDesk } from "./desks.ts";
import type { TicketEvent } from "./local-desk.ts";

/** The receiver of the webhooks, and the secret of each desk. */
interface Receiver {
  /** The URL of the HTTP API, without a trailing slash. */
  readonly url: string;
  readonly clock: Clock;
  secretOf(desk: string): string;
}

/** Makes the sender of webhooks; it sends each event of a ticket to Sendworthy in the vendor's form. */
export function createWebhooks({ url, clock, secretOf }: Receiver): (event: TicketEvent) => Promise<void> {
  async function deliver(event: TicketEvent): Promise<void> {
    const { desk } = event.ticket;
    const now = clock.now();
    const body = JSON.stringify(localDesk(desk).webhookBody(event, now));
    await fetch(`${url}/tickets/${desk}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...signedHeaders(desk, body, secretOf(desk), new Date(now)),
      },
      body,
    });
  }

  // Meanwhile the clock runs at most at real speed, so that no signature expires before it arrives.
  return (event) => clock.during(() => deliver(event));
}
