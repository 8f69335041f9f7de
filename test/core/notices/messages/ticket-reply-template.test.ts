import { describe, expect, it } from "vitest";
import { renderMessage } from "#core/notices/messages/message";
import { ticketReplyTemplate } from "#core/notices/messages/ticket-reply-template";
import { TICKET_FIELDS, type TicketField } from "#core/onboarding/ticket-fields";
import { newTicketReply, type ReplyContent, ticketReply } from "#core/tickets/ticket-reply";
import { BEGUN_AT } from "../../../support/onboarding-fixture.ts";

const from = { source: "zendesk", ticket: "1041", deliveryId: "d1" } as const;

function write(content: ReplyContent, labels?: Readonly<Record<TicketField, string>>) {
  const reply = ticketReply.parse(newTicketReply(from, content, BEGUN_AT));
  return renderMessage(ticketReplyTemplate(reply, labels));
}

const CONTENTS: readonly ReplyContent[] = [
  {
    about: "faults",
    faults: [{ field: "mailFrom", sent: null, expected: { key: "fault.domain-name", values: {} } }],
  },
  { about: "needs-check" },
  { about: "not-ses", guideUrl: "https://guide.example/other" },
  { about: "joined", identity: "oxfordstones.example", ticket: "1040" },
  {
    about: "covered",
    identity: "oxfordstones.example",
    mailFrom: "email.oxfordstones.example",
    fromAddresses: ["news@oxfordstones.example"],
    refused: [],
  },
  { about: "covered", identity: "oxfordstones.example", fromAddresses: ["a@b.example"], refused: [] },
];

it.each(CONTENTS)("says something of $about, and names the ticket", (content) => {
  const { subject, text } = write(content);
  expect(subject).toMatch(/^\[1041\] /);
  expect(text.length).toBeGreaterThan(80);
  expect(text).not.toMatch(/undefined|\[object/);
});

describe("addresses that an identity covers", () => {
  const verified = { identity: "oxfordstones.example", mailFrom: "email.oxfordstones.example" };
  const silent = { address: "x@shop.oxfordstones.example", refusals: ["reply-for-silent-domain"], at: 1 };
  const covered = (fromAddresses: string[]) =>
    write(
      ticketReply.shape.content.parse({ about: "covered", ...verified, fromAddresses, refused: [silent] }),
    );

  it("are listed in two groups: those that can be used, and each that can't with its reason and the next step", () => {
    const { subject, text } = covered(["news@oxfordstones.example"]);
    expect(subject).toBe("[1041] You can use these addresses now");
    expect(text).toMatch(/You can use these addresses now:\n+- news@oxfordstones\.example\n/);
    expect(text).toMatch(/from x@shop\.\S+ yet:\n+- shop\.\S+ takes no mail.* Add a reply address/);
  });

  it("are not called usable where none is taken", () => {
    const { subject, text } = covered([]);
    expect(subject).toBe("[1041] These addresses cannot be used as they are");
    expect(text).not.toContain("now");
  });
});

describe("what is wrong with a request", () => {
  it("is named by the labels of the desk's own form", () => {
    const labels = { ...TICKET_FIELDS, mailFrom: "Return path" };
    const { text } = write(CONTENTS[0] ?? { about: "needs-check" }, labels);
    expect(text).toContain("- Return path: is missing. We need: a domain name such as email.example.com.");
    expect(text).toContain("- Return path: email.oxfordstones.example");
  });

  it("shows a list that was sent, and calls nothing missing that is there", () => {
    const expected = { key: "fault.shared-domain", values: {} } as const;
    const sent = ["news@a.example", "info@b.example"];
    const { text } = write({ about: "faults", faults: [{ field: "fromAddresses", sent, expected }] });
    expect(text).toContain("- From addresses: “news@a.example, info@b.example” does not fit.");
    const none = write({ about: "faults", faults: [{ field: "fromAddresses", sent: [], expected }] });
    expect(none.text).toContain("- From addresses: is missing.");
  });

  it("says how a correction is read to a person whose comment corrects nothing", () => {
    const expected = { key: "fault.time-zone", values: {} } as const;
    const faults = [{ field: "timeZone", sent: "Mars", expected }];
    const { text } = write({ about: "faults", isUnread: true, faults });
    expect(text).toContain("Our team reads your last comment.");
    expect(text).toContain("“Time zone: Europe/London”");
    expect(text).toContain("- Time zone: “Mars” does not fit.");
  });

  it("asks nothing of an author whose project is right, only not registered", () => {
    const unknown = {
      field: "project",
      sent: "shpo",
      expected: { key: "fault.project-unknown", values: {} },
    };
    const { text } = write(ticketReply.shape.content.parse({ about: "faults", faults: [unknown] }));
    expect(text).toMatch(/do not know the project “shpo” yet.*nothing to do.*“Project: oxford-stones”/s);
    expect(text).not.toContain("correct this");
  });

  it("asks about a project that is not registered wherever it stands among the errors", () => {
    const wrong = {
      field: "mailFrom",
      sent: "x",
      expected: { key: "fault.domain-name", values: {} },
    } as const;
    const unknown = {
      ...{ field: "project", sent: "shpo" },
      expected: { key: "fault.project-unknown", values: {} },
    } as const;
    const { text } = write({ about: "faults", faults: [wrong, unknown] });
    expect(text).toContain("We do not know the project “shpo” yet.");
    expect(text).toContain("“x” does not fit.");
    expect(write({ about: "faults", faults: [unknown, wrong] }).text).toBe(text);
    expect(write({ about: "faults", faults: [wrong] }).text).not.toContain("do not know the project");
  });

  it("is listed twenty times at most, in short quotes", () => {
    const expected = { key: "fault.email-address", values: {} } as const;
    const fault = { field: "fromAddresses.3", sent: "x".repeat(500), expected };
    const { text } = write({ about: "faults", faults: Array.from({ length: 23 }, () => fault) });
    expect(text.match(/^- From addresses: “x+…” does not fit. We need: an address/gm)).toHaveLength(20);
    expect(text).toContain("There are 3 more of this kind.");
    expect(text).not.toContain("x".repeat(121));
  });

  it("names by its path what no form has", () => {
    const { text } = write({
      about: "faults",
      faults: [{ field: "ticket", sent: 7, expected: { key: "fault.ticket-new", values: {} } }],
    });
    expect(text).toContain("- ticket: “7” does not fit. We need: a number that no other request has.");
    expect(text).not.toContain("For example:");
  });
});

describe("what the support team has to correct", () => {
  const UNKNOWN = {
    field: "project",
    sent: "shpo",
    expected: { key: "fault.project-unknown", values: {} },
  } as const;
  const expected = { key: "fault.email-address", values: {} } as const;
  const PLACEHOLDER = { field: "requester", sent: "{{ticket.requester}}", expected } as const;
  const HIDDEN = { field: "requester", sent: null, expected } as const;
  const items = (...faults: Extract<ReplyContent, { about: "team" }>["faults"][number][]) =>
    write({ about: "team", faults }).text.match(/^- .*$/gm) ?? [];

  it("is a project that is not registered, a placeholder, and a requester that the desk hides, in order", () => {
    expect(items(UNKNOWN, PLACEHOLDER, HIDDEN)).toEqual([
      expect.stringContaining("- The project shpo is not registered."),
      expect.stringContaining("came as “{{ticket.requester}}”"),
      expect.stringContaining("- The help desk did not send who asks."),
    ]);
  });

  it("is named once, and nothing that the customer can correct", () => {
    const own = { field: "mailFrom", sent: "x", expected: { key: "fault.domain-name", values: {} } } as const;
    expect(items(HIDDEN, own, HIDDEN)).toHaveLength(1);
  });
});
