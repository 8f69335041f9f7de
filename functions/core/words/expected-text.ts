import * as z from "zod";
import { isText } from "#core/words/is-text";
import type { Text } from "#core/words/texts";

type Issue = z.core.$ZodIssue;
type Sized = Extract<Issue, { readonly code: "too_small" | "too_big" }>;

const stored = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
});

const KINDS = ["string", "number", "int", "boolean", "array", "object"] as const;

/**
 * Encodes a text with arguments as the message of a schema; a text without arguments is encoded as its key
 * alone.
 */
export function expecting(text: Text): string {
  return JSON.stringify(text);
}

/** Returns what a schema expected: the schema's own text, or else a text for the kind of the issue. */
export function expectedText(issue: Issue): Text {
  return textIn(issue.message) ?? textOf(issue);
}

/** Messages of zod itself are neither keys nor JSON. */
function textIn(message: string): Text | undefined {
  const text = message.startsWith("{") ? stored.parse(JSON.parse(message)) : { key: message, values: {} };
  return isText(text) ? text : undefined;
}

function textOf(issue: Issue): Text {
  switch (issue.code) {
    case "invalid_type":
      return { key: "fault.kind", values: { kind: kindOf(issue.expected) } };
    case "invalid_value":
      return oneOf(issue.values);
    case "too_small":
      return sizeText(issue, Number(issue.minimum), issue.inclusive === false ? "more" : "least");
    case "too_big":
      return sizeText(issue, Number(issue.maximum), issue.inclusive === false ? "less" : "other");
    case "invalid_format":
      return { key: issue.format === "url" ? "fault.url" : "fault.format", values: {} };
    case "unrecognized_keys":
      return { key: "fault.unknown-field", values: {} };
    case "invalid_key": {
      const [first] = issue.issues;
      return first === undefined ? OTHER : expectedText(first);
    }
    case "invalid_union":
      return "options" in issue && issue.options !== undefined ? oneOf(issue.options) : OTHER;
    default:
      return OTHER;
  }
}

const OTHER: Text = { key: "fault.other", values: {} };

function kindOf(expected: string): (typeof KINDS)[number] | "other" {
  return expected === "record" ? "object" : (KINDS.find((kind) => kind === expected) ?? "other");
}

function oneOf(values: readonly unknown[]): Text {
  const all = values.map(String).join(", ");
  return values.length === 1
    ? { key: "fault.only", values: { value: all } }
    : { key: "fault.one-of", values: { values: all } };
}

function sizeText(
  { origin, exact = false }: Sized,
  limit: number,
  bound: "more" | "least" | "less" | "other",
): Text {
  if (origin !== "string" && origin !== "array")
    return { key: "fault.size", values: { bound: exact ? "exactly" : bound, limit } };
  if (origin === "string" && bound === "least" && limit === 1 && !exact)
    return { key: "fault.not-empty", values: {} };
  const least = bound === "least" ? "least" : "other";
  return {
    key: origin === "string" ? "fault.characters" : "fault.entries",
    values: { bound: exact ? "exactly" : least, count: limit },
  };
}
