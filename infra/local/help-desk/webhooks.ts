import { signedHeaders } from "../../ticket/signed-headers.ts";
import type { Clock } from "../clock.ts";
import { localDesk } from "./desks.ts";
import type { Happened } from "./local-desk.ts";

/** Where the local desks send their webhooks, and the secret of each. */
interface Receiver {
  /** Of the HTTP API, without a final slash. */
  readonly url: string;
  readonly clock: Clock;
  secretOf(desk: string): string;
}

/** Makes the sender of webhooks: each desk tells Sendworthy of its tickets as its vendor does. */
export function createWebhooks({ url, clock, secretOf }: Receiver): (happened: Happened) => Promise<void> {
  async function deliver(happened: Happened): Promise<void> {
    const { desk } = happened.ticket;
    const now = clock.now();
    const body = JSON.stringify(localDesk(desk).webhookBody(happened, now));
    await fetch(`${url}/tickets/${desk}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...signedHeaders(desk, body, secretOf(desk), new Date(now)),
      },
      body,
    });
  }

  // However fast the clock runs, no signature expires on its way.
  return (happened) => clock.during(() => deliver(happened));
}
