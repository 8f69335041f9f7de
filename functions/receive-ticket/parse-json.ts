import { parseJson as parse } from "#platform/http/json-body";

/** Parses a body that is JSON in UTF-8 (RFC 8259 §8.1); `undefined` for anything else. */
export function parseJson(bytes: Buffer): unknown {
  try {
    return parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
