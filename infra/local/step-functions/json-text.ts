/** The value of a JSON text, or its syntax error in the words of the service's parser. */
export type JsonText = { value: unknown } | { problem: string; line: number; column: number };

const EXPECTED = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** Reads `text` as JSON. */
export function readJson(text: string): JsonText {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return describe(text, error instanceof Error ? error.message : String(error));
  }
}

function describe(text: string, reason: string): JsonText {
  const at = Number(/position (\d+)/.exec(reason)?.[1] ?? firstTokenPosition(text));
  const word = /^[A-Za-z_$][\w$]*/.exec(text.slice(wordStart(text, at)))?.[0];
  const before = text.slice(0, wordStart(text, at) + (word?.length ?? 0));
  const where = { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
  if (word !== undefined)
    return { problem: `Unrecognized token '${word}': was expecting ${EXPECTED}`, ...where };
  const char = text[at];
  if (char === undefined) return { problem: "Unexpected end-of-input", ...where };
  const expected = /[{,]\s*$/.test(text.slice(0, at)) ? "double-quote to start field name" : "a valid value";
  return {
    problem: `Unexpected character ('${char}' (code ${char.charCodeAt(0)})): was expecting ${expected}`,
    ...where,
  };
}

/** V8's message has no position if the first token is wrong. */
function firstTokenPosition(text: string): number {
  return text.length - text.trimStart().length;
}

function wordStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && /[A-Za-z_$]/.test(text[start - 1] ?? "")) start -= 1;
  return start;
}
