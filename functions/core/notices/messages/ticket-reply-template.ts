import { TICKET_FIELDS, type TicketField } from "#core/onboarding/ticket-fields";
import { refusalView } from "#core/projects/from-addresses/refusal-view";
import type { ReplyContent, TicketReply } from "#core/tickets/ticket-reply";
import { WORDS } from "#core/words/words";
import { type Block, type MessageTemplate, paragraph } from "./block.ts";

/** The labels that a help desk's form gives to the fields of a request. */
type Labels = Readonly<Record<TicketField, string>>;

/** The number of validation errors listed in one answer; the next answer lists the others. */
const MOST_ERRORS = 20;

/** The number of characters of the sender's own text that an answer repeats. */
const LONGEST_QUOTE = 120;

/** Builds the answer to a ticket that has no onboarding. */
export function ticketReplyTemplate(
  { ticket, content }: TicketReply,
  labels: Labels = TICKET_FIELDS,
): MessageTemplate {
  const { subjects } = WORDS.tickets;
  const isAllRefused = content.about === "covered" && content.fromAddresses.length === 0;
  const subject = isAllRefused ? subjects.refused : subjects[content.about];
  return { subject: `[${ticket}] ${subject}`, blocks: blocksOf(content, labels) };
}

function blocksOf(content: ReplyContent, labels: Labels): Block[] {
  const { needsCheck, notSes, guide, joined } = WORDS.tickets;
  switch (content.about) {
    case "faults":
      return faultBlocks(content.faults, labels);
    case "needs-check":
      return [paragraph(needsCheck)];
    case "joined":
      return [paragraph(joined(content.identity, content.ticket)), ...keptBlocks(content)];
    case "covered":
      return coveredBlocks(content);
    case "not-ses":
      return [
        paragraph(notSes),
        ...(content.guideUrl === undefined
          ? []
          : [{ kind: "link", label: guide, url: content.guideUrl } as const]),
      ];
  }
}

function keptBlocks({ kept }: Pick<Covered, "kept">): Block[] {
  return kept === undefined ? [] : [paragraph(WORDS.tickets.keptMailFrom(kept))];
}

function coveredBlocks({ identity, mailFrom, fromAddresses, refused, kept }: Covered): Block[] {
  const { covered, usable, refusedFrom } = WORDS.tickets;
  return [
    paragraph(covered(identity, mailFrom)),
    ...keptBlocks({ kept }),
    ...(fromAddresses.length === 0
      ? []
      : [paragraph(usable), { kind: "list", items: fromAddresses } as const]),
    ...refused
      .map(refusalView)
      .flatMap(({ address, refusals }): Block[] => [
        paragraph(refusedFrom(address)),
        { kind: "list", items: refusals.map(({ reason, way }) => `${reason} ${way}`) },
      ]),
  ];
}

type Covered = Extract<ReplyContent, { about: "covered" }>;
type Faults = Extract<ReplyContent, { about: "faults" }>["faults"];

function faultBlocks(faults: Faults, labels: Labels): Block[] {
  const { faults: texts, examples } = WORDS.tickets;
  const listed = faults.slice(0, MOST_ERRORS);
  const items = listed.map(({ field, sent, expected }) =>
    texts.item(labelOf(field, labels), quoted(sent), expected),
  );
  const fields = [...new Set(listed.flatMap(({ field }) => fieldOf(field) ?? []))];
  const lines = fields.map((field) => `${labels[field]}: ${examples[field]}`);
  return [
    paragraph(texts.introduction),
    { kind: "list", items },
    ...(faults.length > listed.length ? [paragraph(texts.more(faults.length - listed.length))] : []),
    ...(lines.length === 0 ? [] : [paragraph(texts.example), { kind: "list", items: lines } as const]),
    paragraph(texts.next),
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

/** Returns the value that was sent, shortened; `undefined` if it is empty or no plain value. */
function quoted(sent: unknown): string | undefined {
  const text = typeof sent === "number" || typeof sent === "boolean" ? String(sent) : sent;
  if (typeof text !== "string" || text.trim() === "") return undefined;
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text;
}
