import { Webhook } from "standardwebhooks";
import type { DnsResolver } from "#core/dns/sighting";
import type { Table } from "#core/table";
import type { HttpRequest, HttpResponse } from "#platform/http-handler";
import { receiveTicket } from "../../functions/receive-ticket/receive-ticket.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeStepFunctions } from "../support/fake-step-functions.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";

/** The secrets that sign tickets: the current one, and the one before it. */
export const SECRETS = ["current", "previous"].map((word) =>
  Buffer.from(word.padEnd(33, "!")).toString("base64"),
);

/** The data of a right ticket. */
export const DATA = {
  ticket: "T-1041",
  project: "shop",
  owner: "oxford-stones",
  requester: "admin@oxfordstones.example",
  fromAddresses: ["news@oxfordstones.example"],
  mailFrom: "email.oxfordstones.example",
};

/** A ticket's body. */
export function ticketBody(data: unknown = DATA, type = "onboarding.requested"): string {
  return JSON.stringify({ type, timestamp: "2026-11-23T09:00:00Z", data });
}

/** A request that the current secret signs, as far as a test does not say otherwise. */
export function signedRequest(
  body: string,
  { id = "msg_1", at = BEGUN_AT, now = BEGUN_AT, secret = SECRETS[0] ?? "" } = {},
): HttpRequest {
  return {
    routeKey: "POST /tickets/generic",
    parameters: {},
    query: {},
    headers: {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at / 1000)),
      "webhook-signature": new Webhook(secret).sign(id, new Date(at), body),
    },
    body,
    domainName: "setup.example",
    now,
  };
}

/** Intake over a table in memory, with a Step Functions that runs nothing. */
export function startIntake(table = memoryTable(), resolver: DnsResolver = declaredDns()) {
  const machine = fakeStepFunctions();
  let ids = 0;
  const send = (request: HttpRequest, through: Table = table): Promise<HttpResponse> =>
    receiveTicket(request, {
      region: "eu-west-1",
      table: through,
      starter: machine,
      waker: machine,
      resolver,
      readSecrets: async () => SECRETS,
      newId: () => {
        ids += 1;
        return `onb_${String(ids).padStart(26, "0")}`;
      },
    });
  return {
    table,
    machine,
    send,
    request: (said: Record<string, unknown> = {}, id = "msg_1", now = BEGUN_AT) =>
      send(signedRequest(ticketBody({ ...DATA, ...said }), { id, at: now, now })),
    cancel: (ticket = DATA.ticket, id = "msg_c", now = BEGUN_AT) =>
      send(signedRequest(ticketBody({ ticket }, "onboarding.cancelled"), { id, at: now, now })),
    onboardings: () => table.items().filter(({ sk }) => sk === "onboarding"),
  };
}
