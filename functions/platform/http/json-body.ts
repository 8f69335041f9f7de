import { visit } from "jsonc-parser";

/** The deepest nesting that is read; no body that the documents describe has more than ten levels. */
const DEEPEST = 100;

/**
 * Reads a JSON text (RFC 8259). Throws SyntaxError for a text that is not JSON, is nested too deeply, or repeats a key in an
 * object: readers differ in which of the two values counts (RFC 8259 §4), and where a placeholder is not escaped, a
 * stranger could overwrite a field with a second one. Every text in the value is well-formed Unicode: half a surrogate pair,
 * as programs leave it where they cut a text, becomes U+FFFD, since DynamoDB and other services refuse it.
 */
export function parseJson(text: string): unknown {
  checkStructure(text);
  const value: unknown = JSON.parse(text);
  // Only an escape can write half a pair in a text that has none, and few bodies have one
  return text.isWellFormed() && !/\\ud/i.test(text) ? value : wellFormed(value);
}

function checkStructure(text: string): void {
  const open: Set<string>[] = [];
  const enter = () => {
    if (open.push(new Set()) > DEEPEST) throw new SyntaxError("The JSON is nested too deeply");
  };
  const leave = () => void open.pop();
  visit(text, {
    onObjectBegin: enter,
    onObjectEnd: leave,
    onArrayBegin: enter,
    onArrayEnd: leave,
    onObjectProperty(sent) {
      const key = sent.toWellFormed();
      const keys = open.at(-1);
      if (keys?.has(key)) throw new SyntaxError("The JSON repeats a key");
      keys?.add(key);
    },
  });
}

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key.toWellFormed(), wellFormed(entry)]),
  );
}
