/** The marks for bold and quoted text, lists and tables that mail programs and desks put around a line. */
const MARKS = "[\\s>*_•·|#-]*";
const LABELLED = new RegExp(`^${MARKS}([^:：=|\\t]{1,80})[:：=|\\t](.*)$`, "u");
/**
 * The look-behind makes the expression try each run of marks only from its beginning, so the time stays
 * linear.
 */
const AROUND = /^[\s*_|:]+|(?<![\s*_|])[\s*_|]+$/gu;

const QUOTE = /^[>\s]+/u;

const LONE_ADDRESS = /^[^\s@]+@[^\s@]+$/u;

/** The number of lines below its label within which a value may begin or continue. */
const MOST_LINES = 20;

/**
 * Reads the form in a ticket's text, which has lines "Label: value", by the keys of `labels`. Of a repeated
 * label the first counts.
 */
export function formValues<Key extends string>(
  lines: readonly string[],
  labels: Readonly<Record<Key, string>>,
): Partial<Record<Key, string>> {
  const keys = new Map<string, Key>();
  for (const key in labels) keys.set(sameCase(labels[key]), key);
  const read = lines.map((line) => readLine(line, keys));
  const values: Partial<Record<Key, string>> = {};
  for (const [index, line] of read.entries()) {
    if (line.key === undefined || values[line.key] !== undefined) continue;
    const next = read.slice(index + 1, index + 1 + MOST_LINES);
    values[line.key] = line.value === "" ? below(next) : [line.value, ...moreAddresses(next)].join("\n");
  }
  return values;
}

interface Line<Key> {
  readonly key: Key | undefined;
  readonly value: string;
}

function readLine<Key>(line: string, keys: ReadonlyMap<string, Key>): Line<Key> {
  const [, label = "", value = ""] = LABELLED.exec(line) ?? [];
  const key = keys.get(sameCase(label.replace(AROUND, "")));
  return {
    key,
    value: withoutLinks((key === undefined ? line.replace(QUOTE, "") : value).replace(AROUND, "")),
  };
}

/** A value below its label ends at an empty line or at the next label. */
function below(lines: readonly Line<unknown>[]): string {
  const begin = lines.findIndex(({ key, value }) => key !== undefined || value !== "");
  const rest = lines.slice(Math.max(begin, 0));
  const end = rest.findIndex(({ key, value }) => key !== undefined || value === "");
  return rest
    .slice(0, end === -1 ? undefined : end)
    .map(({ value }) => value)
    .join("\n");
}

/** A list of addresses may continue on the following lines. */
function moreAddresses(lines: readonly Line<unknown>[]): string[] {
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

function sameCase(label: string): string {
  return label.trim().replace(/\s+/gu, " ").toLowerCase();
}
