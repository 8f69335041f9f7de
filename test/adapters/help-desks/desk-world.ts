import { afterAll, beforeAll } from "vitest";
import { helpDesks } from "#adapters/help-desks/connect";
import { configuration } from "#core/deployment-settings";
import { recordCards } from "#core/instructions/record-card";
import { recordTable } from "#core/instructions/record-table";
import type { HelpDesk, TicketAnswer } from "#core/notices/channels";
import type { MessageTemplate } from "#core/notices/messages/block";
import { textsIn } from "#core/words/texts";
import { type Clock, startClock } from "../../../infra/local/clock.ts";
import { type DeskServer, startDeskServer } from "../../../infra/local/help-desk/desk-server.ts";
import { DESKS, localDesk } from "../../../infra/local/help-desk/desks.ts";
import type { Fault } from "../../../infra/local/help-desk/faults.ts";
import type { Ticket, Tickets } from "../../../infra/local/help-desk/ticket.ts";
import { createTickets } from "../../../infra/local/help-desk/tickets.ts";
import { openStore, type Store } from "../../../infra/local/store.ts";
import { onboardingOf } from "../../support/onboarding-fixture.ts";

/** The message in these tests: the records, and a word that must not become markup. */
export const DRAFT: MessageTemplate = {
  language: "en",
  subject: "The DNS records for oxfordstones.example were sent",
  blocks: [
    { kind: "paragraph", text: "Records for <b>Oxford</b> & *Stones* {color:red}" },
    { kind: "records", records: recordCards(onboardingOf()).map((card) => recordTable(card, textsIn("en"))) },
  ],
};

/** The local desks' APIs with a ticket, used through our adapters. */
export interface DeskWorld {
  readonly tickets: Tickets;
  readonly server: DeskServer;
  /** Opens a ticket in a desk. */
  open(desk: string, status?: Ticket["status"]): Ticket;
  /** Returns the present state of the ticket. */
  now(ticket: Ticket): Ticket;
  helpDesk(desk: string): Promise<HelpDesk>;
  answer(ticket: Ticket, said?: Partial<TicketAnswer>): Promise<void>;
  /** Writes an internal note, which does not change the status. */
  note(ticket: Ticket, said?: Partial<TicketAnswer>): Promise<void>;
  fail(fault: Fault): void;
}

const USUAL = {
  noticeId: "onb_1/records_issued/ticket",
  template: DRAFT,
  visibility: "public",
  tags: ["sendworthy", "sendworthy-records-issued"],
  isRetry: false,
  conversation: "onb_1",
} as const;

/** The credentials for the API of each local desk, in the form of the secret. */
export const CREDENTIALS = Object.fromEntries(DESKS.map((desk) => [desk, localDesk(desk).credentials]));

/** The time limit of every call in these tests. */
const TIME_OUT_MS = 1_000;

/** Starts the desks before the tests of a file, and stops them afterwards. */
export function deskWorld(): DeskWorld {
  let store: Store;
  let clock: Clock;
  let tickets: Tickets;
  let server: DeskServer;
  beforeAll(async () => {
    store = openStore(":memory:");
    clock = startClock({ startMs: Date.UTC(2026, 10, 23, 9) });
    tickets = createTickets(store, clock);
    server = await startDeskServer(tickets, clock);
  });
  afterAll(async () => {
    await server.stop();
    clock.stop();
    store.close();
  });

  function helpDesk(desk: string): Promise<HelpDesk> {
    const settings = Object.fromEntries(DESKS.map((name) => [name, { baseUrl: server.baseUrl(name) }]));
    return helpDesks({
      settings: async () => configuration.parse({ helpDesks: settings }).helpDesks,
      credentials: async () => CREDENTIALS,
      mailed: { answer: () => Promise.reject(new Error("No desk answers by mail")) },
      timeOutMs: TIME_OUT_MS,
    })(desk);
  }

  return {
    get tickets() {
      return tickets;
    },
    get server() {
      return server;
    },
    open: (desk, status = "new") =>
      tickets.open({ desk, subject: "We want to send", requester: "anna@oxfordstones.example", status }),
    now: ({ desk, id }) => {
      const ticket = tickets.find(desk, id);
      if (ticket === undefined) throw new Error(`There is no ticket ${id}`);
      return ticket;
    },
    helpDesk,
    answer: async ({ desk, id }, said) =>
      (await helpDesk(desk)).answer({ ...USUAL, ticket: id, status: "pending", ...said }),
    note: async ({ desk, id }, said) =>
      (await helpDesk(desk)).answer({ ...USUAL, ticket: id, visibility: "internal", ...said }),
    fail: (fault) => server.fail(fault),
  };
}
