import { textsIn } from "#core/words/texts";
import { parseJson } from "#platform/http/json-body";
import { UsageError } from "./command-line.ts";

const { text } = textsIn("en");

/** Reads JSON that a person gave, by the rules that hold for HTTP bodies; `source` names it in the error. */
export function parseGivenJson(source: string, given: string): unknown {
  try {
    return parseJson(given);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(text("operators.commands.error.no-json", { source, reason }), { cause: error });
  }
}
