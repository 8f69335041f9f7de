import { parseJson } from "#platform/http/json-body";
import { UsageError } from "./command-line.ts";

/** Reads JSON that a person gave, by the rules that hold for HTTP bodies; `source` names it in the error. */
export function parseGivenJson(source: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${source} is no JSON: ${reason}`, { cause: error });
  }
}
