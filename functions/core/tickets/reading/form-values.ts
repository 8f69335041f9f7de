import type { TicketField } from "#core/onboarding/ticket-fields";
import { USUAL_LABELS } from "./usual-labels.ts";

/** The marks for bold and quoted text, lists and tables that mail programs and desks put around a line. */
const MARKS = "[\\s>*_•·|#-]*";
const LABELLED = new RegExp(`^${MARKS}([^:=|\\t]{1,80})[:=|\\t](.*)$`, "u");
const DASHED = new RegExp(`^${MARKS}([^:=|\\t]{1,80}?)\\s[-–—]\\s(.*)$`, "u");

/** A second "Label: value" in a line, after a comma or semicolon. */
const NEXT_LABEL = /[,;]\s*([^,;:=|\t]{1,80})[:=|\t]/gu;
/**
 * The look-behind makes the expression try each run of marks only from its beginning, so the time stays
 * linear.
 */
const AROUND = /^[\s*_|:"'“”„‘’«»]+|(?<![\s*_|"'“”„‘’«».,;])[\s*_|"'“”„‘’«».,;]+$/gu;

const QUOTE = /^[>\s]+/u;

const LONE_ADDRESS = /^[^\s@]+@[^\s@]+$/u;

/** The number of lines below its label within which a value may begin or continue. */
const MOST_LINES = 20;

/**
 * Reads the form in a ticket's text, which has lines "Label: value". It knows the labels of the form, and
 * others that people usually write. Of a repeated label the first counts.
 */
export function formValues(
  lines: readonly string[],
  labels: Readonly<Record<TicketField, string>>,
): Partial<Record<TicketField, string>> {
  const keys = keysOf(labels);
  const read = lines.flatMap((line) => fieldsIn(sameWidth(line), keys)).map((line) => readLine(line, keys));
  const values: Partial<Record<TicketField, string>> = {};
  for (const [index, line] of read.entries()) {
    if (line.key === undefined || values[line.key] !== undefined) continue;
    const next = read.slice(index + 1, index + 1 + MOST_LINES);
    values[line.key] = line.value === "" ? below(next) : [line.value, ...moreAddresses(next)].join("\n");
  }
  return values;
}

interface Line {
  readonly key: TicketField | undefined;
  readonly value: string;
}

type Keys = ReadonlyMap<string, TicketField>;

/** A label of the form has priority over a usual label of another field. */
function keysOf(labels: Readonly<Record<TicketField, string>>): Keys {
  const fields = Object.keys(labels) as TicketField[];
  return new Map([
    ...fields.flatMap((field) => USUAL_LABELS[field].map((label) => [sameCase(label), field] as const)),
    ...fields.map((field) => [sameCase(labels[field]), field] as const),
  ]);
}

function keyOf(label: string, keys: Keys): TicketField | undefined {
  return keys.get(sameCase(label.replace(AROUND, "")));
}

/** Puts each further field of a line on a line of its own. */
function fieldsIn(line: string, keys: Keys): string[] {
  return line
    .replace(NEXT_LABEL, (whole: string, label: string) =>
      keyOf(label, keys) === undefined ? whole : `\n${whole.slice(1)}`,
    )
    .split("\n");
}

function readLine(line: string, keys: Keys): Line {
  for (const form of [LABELLED, DASHED]) {
    const [, label = "", value = ""] = form.exec(line) ?? [];
    const key = keyOf(label, keys);
    if (key !== undefined) return { key, value: plain(value) };
  }
  return { key: undefined, value: plain(line.replace(QUOTE, "")) };
}

function plain(value: string): string {
  return withoutLinks(value.replace(AROUND, ""));
}

/** A value below its label ends at an empty line or at the next label. */
function below(lines: readonly Line[]): string {
  const begin = lines.findIndex(({ key, value }) => key !== undefined || value !== "");
  const rest = lines.slice(Math.max(begin, 0));
  const end = rest.findIndex(({ key, value }) => key !== undefined || value === "");
  return rest
    .slice(0, end === -1 ? undefined : end)
    .map(({ value }) => value)
    .join("\n");
}

/** A list of addresses may continue on the following lines. */
function moreAddresses(lines: readonly Line[]): string[] {
  const end = lines.findIndex(({ key, value }) => key !== undefined || !LONE_ADDRESS.test(value));
  return lines.slice(0, end === -1 ? undefined : end).map(({ value }) => value);
}

/**
 * Replaces links by the text that they show: `[shown|target]` of wiki markup, and `[shown](target)` of
 * Markdown.
 */
function withoutLinks(text: string): string {
  return text.replace(/\[([^\]|[]*)\|[^\][]*\]/gu, "$1").replace(/\[([^\][]*)\]\([^()]*\)/gu, "$1");
}

/** Replaces full-width letters and signs of East Asian keyboards with ASCII ones. */
function sameWidth(text: string): string {
  return text.normalize("NFKC");
}

function sameCase(label: string): string {
  return sameWidth(label).trim().replace(/\s+/gu, " ").replaceAll("’", "'").toLowerCase();
}
