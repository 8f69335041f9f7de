import { textsIn } from "#core/words/texts";
import { parseJson, RefusedJsonError } from "#platform/http/json-body";
import { UsageError } from "./command-line.ts";

const { text } = textsIn("en");

/** Parses JSON from a person by the rules for HTTP bodies; `source` names it in errors. */
export function parseGivenJson(source: string, given: string): unknown {
  try {
    return parseJson(given);
  } catch (error) {
    const message =
      error instanceof RefusedJsonError
        ? text("operators.commands.error.refused-json", { source, fault: text(`json.${error.fault}`) })
        : text("operators.commands.error.no-json", { source, reason: reasonOf(error) });
    throw new UsageError(message, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
