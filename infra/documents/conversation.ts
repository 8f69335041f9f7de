import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { pageHeadline } from "#core/instructions/headline";
import type { Block } from "#core/notices/messages/block";
import { templateFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import { EVENTS, type EventType, type Guest, isGuest, type Reader } from "#core/onboarding/event-types";
import { textsIn } from "#core/words/texts";
import { type Occasion, occasionsOf } from "./occasions.ts";

const FILE = join(import.meta.dirname, "../../docs/conversation.md");

/** Longer texts are cut in the table. */
const LONGEST = 300;

/** Why a reader is not notified of an event; `*` is every reader who is not. */
export const SILENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = z
  .record(z.string(), z.record(z.string(), z.string()))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "silences.json"), "utf8")));

const COLUMNS = {
  customer: "customer, by mail",
  "dns-contact": "DNS contact, by mail",
  ticket: "ticket, public",
  note: "ticket, for the team",
  ops: "operations",
} as const satisfies Record<Exclude<Reader, Guest>, string>;

/** The readers with a column each; a guest gets one mail about one event. */
const TOLD = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

const ENGLISH = textsIn("en");

/** The table of what each reader is told at each event, from the texts themselves. */
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
    `|---|---|${"---|".repeat(TOLD.length + 2)}`,
    ...events
      .filter((event) => EVENTS[event].length > 0)
      .flatMap(occasionsOf)
      .map(rowOf),
    "",
    "## Why a reader is told nothing",
    "",
    "| event | reader | reason |",
    "|---|---|---|",
    ...events.flatMap(silencesOf),
    "",
    "`npm run docs` writes this page from the templates of messages, and the reasons from `infra/documents/silences.json`.",
    "",
  ].join("\n");
}

/** The readers who are not notified of an event, each with the reason; `undefined` where nobody decided. */
export function silentReaders(
  event: EventType,
): { readonly reader: keyof typeof COLUMNS; readonly because: string | undefined }[] {
  const readers: readonly Reader[] = EVENTS[event];
  const reasons = SILENCES[event] ?? {};
  return TOLD.filter((reader) => !readers.includes(reader)).map((reader) => ({
    reader,
    because: reasons[reader] ?? reasons["*"],
  }));
}

function rowOf(occasion: Occasion): string {
  const { event, state, onboarding } = occasion;
  const guest = EVENTS[event].find(isGuest);
  const said = TOLD.map((reader) => saidTo(reader, occasion));
  const cells = [...said, guest && saidTo(guest, occasion)].map((text) => text ?? "–");
  return `| \`${event}\` | ${state} | ${cells.map(cell).join(" | ")} | ${cell(pageHeadline(onboarding, ENGLISH))} |`;
}

/** What a reader gets; `undefined` if that is nothing. */
function saidTo(reader: Reader, { event: type, onboarding }: Occasion): string | undefined {
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

function silencesOf(event: EventType): string[] {
  const silent = silentReaders(event);
  const isAll =
    SILENCES[event]?.["*"] !== undefined && silent.every(({ because }) => because === silent[0]?.because);
  if (isAll) return [`| \`${event}\` | all but those above | ${silent[0]?.because ?? ""} |`];
  return silent.map(({ reader, because = "" }) => `| \`${event}\` | ${COLUMNS[reader]} | ${because} |`);
}

/** Cuts a text for a cell of the table. */
function cell(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|").replaceAll("<", "&lt;");
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

if (import.meta.main) writeFileSync(FILE, conversationDocument());
