import { TICKET_FIELDS, type TicketField } from "#core/onboarding/ticket-fields";
import { refusalView } from "#core/projects/from-addresses/refusal-view";
import { keptText } from "#core/tickets/kept-mail-from";
import { teamFault } from "#core/tickets/team-faults";
import type { KeptMailFrom, ReplyContent, TicketReply } from "#core/tickets/ticket-reply";
import { languageOf } from "#core/words/languages";
import { type Texts, textsIn } from "#core/words/texts";
import { EXAMPLES } from "#core/words/ticket-examples";
import { type Block, type MessageTemplate, paragraph } from "./block.ts";
import { toTicket } from "./ticket-templates.ts";

/** The labels of the request's fields in a help desk's form. */
type Labels = Readonly<Record<TicketField, string>>;

/** The most validation errors in one answer; the next answer lists the others. */
const MOST_ERRORS = 20;

/** The most characters of the sender's own text that an answer repeats. */
const LONGEST_QUOTE = 120;

/** Builds the answer to a ticket that has no onboarding. */
export function ticketReplyTemplate(
  { ticket, language, content }: TicketReply,
  labels: Labels = TICKET_FIELDS,
): MessageTemplate {
  const texts = textsIn(languageOf(language));
  const isAllRefused = content.about === "covered" && content.fromAddresses.length === 0;
  const about = isAllRefused ? "refused" : content.about;
  const subject = texts.text(`ticket.subject.${about}`);
  return {
    language: texts.language,
    ...toTicket({ ticket }, { subject, blocks: blocksOf(content, labels, texts) }),
  };
}

function blocksOf(content: ReplyContent, labels: Labels, texts: Texts): Block[] {
  const { text } = texts;
  switch (content.about) {
    case "faults":
      return [
        ...(content.isUnread === true ? [unreadBlock(content.faults, labels, texts)] : []),
        ...faultBlocks(content.faults, labels, texts),
      ];
    case "team":
      return teamBlocks(content.faults, labels, texts);
    case "needs-check":
      return [paragraph(text("ticket.needs-check"))];
    case "joined": {
      const { identity: domain, ticket, kept } = content;
      return [paragraph(text("ticket.joined", { domain, ticket })), ...keptBlocks(kept, texts)];
    }
    case "covered":
      return coveredBlocks(content, texts);
    case "not-ses":
      return [
        paragraph(text("ticket.not-ses")),
        ...(content.guideUrl === undefined
          ? []
          : [{ kind: "link", label: text("ticket.guide"), url: content.guideUrl } as const]),
      ];
  }
}

function keptBlocks(kept: KeptMailFrom | undefined, texts: Texts): Block[] {
  return kept === undefined ? [] : [paragraph(keptText(kept, texts))];
}

type Covered = Extract<ReplyContent, { about: "covered" }>;

function coveredBlocks({ identity, mailFrom, fromAddresses, refused, kept }: Covered, texts: Texts): Block[] {
  const { text } = texts;
  return [
    paragraph(
      mailFrom === undefined
        ? text("ticket.covered-without-mail-from", { domain: identity })
        : text("ticket.covered", { domain: identity, mailFrom }),
    ),
    ...keptBlocks(kept, texts),
    ...(fromAddresses.length === 0
      ? []
      : [paragraph(text("ticket.usable")), { kind: "list", items: fromAddresses } as const]),
    ...refused
      .map((one) => refusalView(one, texts))
      .flatMap(({ address, refusals }): Block[] => [
        paragraph(text("ticket.refused-from", { address })),
        { kind: "list", items: refusals.map(({ reason, way }) => `${reason} ${way}`) },
      ]),
  ];
}

/** Tells the support team what it has to correct, each item once. */
function teamBlocks(faults: Faults, labels: Labels, texts: Texts): Block[] {
  const items = faults.flatMap((fault) => teamSentence(fault, labels, texts) ?? []);
  return [paragraph(texts.text("note.fault.introduction")), { kind: "list", items: [...new Set(items)] }];
}

function teamSentence(fault: Faults[number], labels: Labels, { text }: Texts): string | undefined {
  const sent = quoted(fault.sent) ?? "";
  switch (teamFault(fault)) {
    case "project":
      return text("note.fault.project", { project: sent });
    case "placeholder":
      return text("note.fault.placeholder", { field: labelOf(fault.field, labels), sent });
    case "requester":
      return text("note.fault.requester", { field: labels.requester });
    case undefined:
      return undefined;
  }
}

type Faults = Extract<ReplyContent, { about: "faults" }>["faults"];

function faultBlocks(faults: Faults, labels: Labels, texts: Texts): Block[] {
  const isUnknown = (fault: Faults[number]) => teamFault(fault) === "project";
  const [unknown] = faults.filter(isUnknown);
  const own = faults.filter((fault) => !isUnknown(fault));
  return [
    ...(unknown === undefined ? [] : [unknownProject(unknown, labels, texts)]),
    ...(own.length === 0 ? [] : ownFaultBlocks(own, labels, texts)),
  ];
}

/** Explains to a person whose comment corrects nothing how to write a correction. */
function unreadBlock(faults: Faults, labels: Labels, { text }: Texts): Block {
  const [field = "project"] = faults.flatMap((fault) => fieldOf(fault.field) ?? []);
  return paragraph(text("ticket.unread", { field: labels[field], example: EXAMPLES[field] }));
}

/** A project that is not registered may be new or misspelt, and only the author of the ticket knows which. */
function unknownProject({ sent }: Faults[number], labels: Labels, { text }: Texts): Block {
  const values = { project: quoted(sent) ?? "", field: labels.project, example: EXAMPLES.project };
  return paragraph(text("ticket.project-unknown", values));
}

function ownFaultBlocks(faults: Faults, labels: Labels, { text, write }: Texts): Block[] {
  const listed = faults.slice(0, MOST_ERRORS);
  const items = listed.map(({ field: path, sent: value, expected: needed }) => {
    const expected = write(needed);
    const field = labelOf(path, labels);
    const sent = quoted(value);
    return sent === undefined
      ? text("ticket.faults.missing", { field, expected })
      : text("ticket.faults.wrong", { field, expected, sent });
  });
  const fields = [...new Set(listed.flatMap(({ field }) => fieldOf(field) ?? []))];
  const lines = fields.map((field) => `${labels[field]}: ${EXAMPLES[field]}`);
  const count = faults.length - listed.length;
  return [
    paragraph(text("ticket.faults.introduction")),
    { kind: "list", items },
    ...(count === 0 ? [] : [paragraph(text("ticket.faults.more", { count }))]),
    ...(lines.length === 0
      ? []
      : [paragraph(text("ticket.faults.example")), { kind: "list", items: lines } as const]),
    paragraph(text("ticket.faults.next")),
  ];
}

/** Returns the form field of a validation error: `fromAddresses.0` belongs to `fromAddresses`. */
function fieldOf(path: string): TicketField | undefined {
  const [first = ""] = path.split(".");
  return isTicketField(first) ? first : undefined;
}

function isTicketField(name: string): name is TicketField {
  return Object.hasOwn(TICKET_FIELDS, name);
}

function labelOf(path: string, labels: Labels): string {
  const field = fieldOf(path);
  return field === undefined ? path : labels[field];
}

/**
 * Returns the value that was sent, or a list of values, shortened; `undefined` if it is empty, or neither a
 * text nor a number.
 */
function quoted(sent: unknown): string | undefined {
  if (Array.isArray(sent)) return quoted(sent.filter((one) => typeof one === "string").join(", "));
  const text = typeof sent === "number" || typeof sent === "boolean" ? String(sent) : sent;
  if (typeof text !== "string" || text.trim() === "") return undefined;
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text;
}
