/** The value of a JSON text, which is UTF-8 (RFC 8259 §8.1); `undefined` for anything else. */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
