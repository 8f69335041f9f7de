import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { pageHeadline } from "#core/instructions/headline";
import type { Block } from "#core/notices/messages/block";
import { templateFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import { EVENTS, type EventType, type Guest, isGuest, type Reader } from "#core/onboarding/event-types";
import { textsIn } from "#core/words/texts";
import { type EventState, statesOf } from "./event-states.ts";

const FILE = join(import.meta.dirname, "../../docs/conversation.md");

/** The length to which texts are cut in the table. */
const LONGEST = 300;

/** The reasons why readers are not notified of an event; `*` stands for all readers without a notice. */
export const REASONS_FOR_NO_NOTICE: Readonly<Record<string, Readonly<Record<string, string>>>> = z
  .record(z.string(), z.record(z.string(), z.string()))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "reasons-for-no-notice.json"), "utf8")));

const COLUMNS = {
  customer: "customer, by mail",
  "dns-contact": "DNS contact, by mail",
  ticket: "ticket, public",
  note: "ticket, for the team",
  ops: "operations",
} as const satisfies Record<Exclude<Reader, Guest>, string>;

/** The readers with a column each; a guest gets a single mail about one event. */
const COLUMN_READERS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

const ENGLISH = textsIn("en");

/** Writes the table of the messages that each reader gets for each event, from the texts themselves. */
export function conversationDocument(): string {
  const events = Object.keys(EVENTS) as EventType[];
  return [
    "# Who is told what",
    "",
    "Each event of an onboarding, in the states that change its messages, and what each reader gets: of a mail and of a notice to",
    "operations the subject, of a ticket the comment. The set-up page says the same at that moment. A dash is a decision, with its reason",
    "below the table; events that nobody is told of are there alone. The examples are in English; customers, their DNS contacts and the ticket have a language of their own.",
    "",
    `| event | state | ${Object.values(COLUMNS).join(" | ")} | former contact or hand-off, by mail | set-up page |`,
    `|---|---|${"---|".repeat(COLUMN_READERS.length + 2)}`,
    ...events
      .filter((event) => EVENTS[event].length > 0)
      .flatMap(statesOf)
      .map(rowOf),
    "",
    "## Why a reader is told nothing",
    "",
    "| event | reader | reason |",
    "|---|---|---|",
    ...events.flatMap(noNoticeRows),
    "",
    "`npm run docs` writes this page from the templates of messages, and the reasons from `infra/documents/reasons-for-no-notice.json`.",
    "",
  ].join("\n");
}

/**
 * Returns the readers who are not notified of an event, each with the reason; `undefined` if no reason is
 * declared.
 */
export function readersWithoutNotice(
  event: EventType,
): { readonly reader: keyof typeof COLUMNS; readonly because: string | undefined }[] {
  const readers: readonly Reader[] = EVENTS[event];
  const reasons = REASONS_FOR_NO_NOTICE[event] ?? {};
  return COLUMN_READERS.filter((reader) => !readers.includes(reader)).map((reader) => ({
    reader,
    because: reasons[reader] ?? reasons["*"],
  }));
}

function rowOf(eventState: EventState): string {
  const { event, state, onboarding } = eventState;
  const guest = EVENTS[event].find(isGuest);
  const messages = COLUMN_READERS.map((reader) => messageTo(reader, eventState));
  const cells = [...messages, guest && messageTo(guest, eventState)].map((text) => text ?? "–");
  return `| \`${event}\` | ${state} | ${cells.map(cell).join(" | ")} | ${cell(pageHeadline(onboarding, ENGLISH))} |`;
}

/** Returns the message that a reader gets; `undefined` if there is none. */
function messageTo(reader: Reader, { event: type, onboarding }: EventState): string | undefined {
  const readers: readonly Reader[] = EVENTS[type];
  if (!readers.includes(reader)) return undefined;
  const event = openEvent(onboarding, {
    ...{ type, at: onboarding.createdAt, by: "sendworthy", idempotencyKey: `${onboarding.expiresAt}/7` },
  });
  const notice = { noticeId: `n/${reader}`, recipient: reader };
  const { subject, blocks } = templateFor({ notice, event, onboarding, setupUrl: "", deliveries: [] });
  return reader === "ticket" || reader === "note" ? blocks.flatMap(sentencesOf).join(" ") : subject;
}

function sentencesOf(block: Block): readonly string[] {
  if (block.kind === "paragraph" || block.kind === "urgent") return [block.text];
  return block.kind === "list" ? block.items.map((item) => `• ${item}`) : [];
}

function noNoticeRows(event: EventType): string[] {
  const silent = readersWithoutNotice(event);
  const isAll =
    REASONS_FOR_NO_NOTICE[event]?.["*"] !== undefined &&
    silent.every(({ because }) => because === silent[0]?.because);
  if (isAll) return [`| \`${event}\` | all but those above | ${silent[0]?.because ?? ""} |`];
  return silent.map(({ reader, because = "" }) => `| \`${event}\` | ${COLUMNS[reader]} | ${because} |`);
}

/** Cuts a text for a cell of the table. */
function cell(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|").replaceAll("<", "&lt;");
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

if (import.meta.main) writeFileSync(FILE, conversationDocument());
