import { afterAll, beforeAll } from "vitest";
import { freshdesk } from "#adapters/help-desks/freshdesk";
import { jira } from "#adapters/help-desks/jira";
import { zendesk } from "#adapters/help-desks/zendesk";
import { recordCards } from "#core/instructions/record-card";
import type { HelpDesk, TicketAnswer } from "#core/notices/channels";
import type { MessageTemplate } from "#core/notices/messages/block";
import { type Clock, startClock } from "../../../infra/local/clock.ts";
import { CREDENTIALS, type DeskServer, startDeskServer } from "../../../infra/local/help-desk/desk-server.ts";
import type { Fault } from "../../../infra/local/help-desk/faults.ts";
import {
  createTickets,
  type Desk,
  type Ticket,
  type Tickets,
} from "../../../infra/local/help-desk/tickets.ts";
import { openStore, type Store } from "../../../infra/local/store.ts";
import { onboardingOf } from "../../support/onboarding-fixture.ts";

/** What a ticket is told in these tests: the records, and a word that must not become markup. */
export const DRAFT: MessageTemplate = {
  subject: "The DNS records for oxfordstones.example were sent",
  blocks: [
    { kind: "paragraph", text: "Records for <b>Oxford</b> & *Stones* {color:red}" },
    { kind: "records", cards: recordCards(onboardingOf()) },
  ],
};

/** The local desks' APIs with a ticket to answer in, as our adapters reach them. */
export interface DeskWorld {
  readonly tickets: Tickets;
  readonly server: DeskServer;
  /** Opens a ticket there. */
  open(desk: Desk, status?: Ticket["status"]): Ticket;
  /** The ticket as it is now. */
  now(ticket: Ticket): Ticket;
  helpDesk(desk: Desk): HelpDesk;
  answer(ticket: Ticket, said?: Partial<TicketAnswer>): Promise<void>;
  fail(fault: Fault): void;
}

/** No call of these tests may take longer. */
const TIME_OUT_MS = 300;

/** Starts the world before the tests of a file, and ends it after them. */
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

  function helpDesk(desk: Desk): HelpDesk {
    const access = { baseUrl: server.baseUrl(desk), timeOutMs: TIME_OUT_MS };
    switch (desk) {
      case "zendesk":
        return zendesk({ ...access, ...CREDENTIALS.zendesk });
      case "freshdesk":
        return freshdesk({ ...access, ...CREDENTIALS.freshdesk });
      case "jira":
        return jira({ ...access, ...CREDENTIALS.jira });
    }
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
    answer: ({ desk, id }, said) =>
      helpDesk(desk).answer({
        noticeId: `onb_1/records_issued/ticket`,
        ticket: id,
        template: DRAFT,
        status: "pending",
        tags: ["sendworthy", "sendworthy-records-issued"],
        isRetry: false,
        conversation: "onb_1",
        ...said,
      }),
    fail: (fault) => server.fail(fault),
  };
}
