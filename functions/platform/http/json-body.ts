import { isUtf8 } from "node:buffer";
import { visit } from "jsonc-parser";

/** The deepest nesting that is accepted; no documented body has more than ten levels. */
const DEEPEST = 100;

/** What is wrong with bytes that should be JSON; each has a text `json.…`. */
export type JsonFault = "not-json" | "not-utf8" | "repeats-key" | "too-deep";

/** JSON that is refused although its syntax is right. */
export class RefusedJsonError extends SyntaxError {
  override readonly name = "RefusedJsonError";
  readonly fault: JsonFault;

  constructor(fault: "repeats-key" | "too-deep") {
    super(`The JSON was refused: ${fault}`);
    this.fault = fault;
  }
}

/** Reads a body as JSON in UTF-8 (RFC 8259 §8.1) by the rules of `parseJson`, or says what is wrong with it. */
export function readJson(bytes: Buffer): { readonly value: unknown } | { readonly fault: JsonFault } {
  if (!isUtf8(bytes)) return { fault: "not-utf8" };
  try {
    return { value: parseJson(new TextDecoder().decode(bytes)) };
  } catch (error) {
    return { fault: error instanceof RefusedJsonError ? error.fault : "not-json" };
  }
}

/**
 * Parses JSON (RFC 8259). Throws SyntaxError for text that is not JSON, and RefusedJsonError for JSON that is
 * nested too deeply or repeats a key in an object. Parsers differ in which of two values counts (RFC 8259
 * §4), so a stranger whose text fills an unescaped placeholder could overwrite a field. All texts in the
 * value are well-formed Unicode: half a surrogate pair becomes U+FFFD, because DynamoDB and other services
 * refuse it.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  checkStructure(text);
  // In well-formed text only an escape can produce half a pair, and few bodies contain such an escape.
  return text.isWellFormed() && !/\\ud/i.test(text) ? value : wellFormed(value);
}

function checkStructure(text: string): void {
  const open: Set<string>[] = [];
  const enter = () => {
    if (open.push(new Set()) > DEEPEST) throw new RefusedJsonError("too-deep");
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
      if (keys?.has(key)) throw new RefusedJsonError("repeats-key");
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
