import { type Fault, writtenFaults } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import type { JsonFault } from "./json-body.ts";
import { problem } from "./problem.ts";
import type { HttpResponse } from "./response.ts";

const ENGLISH = textsIn("en");

/** Makes an answer for an operator that no cache may store. */
export function operatorsAnswer(body: unknown): HttpResponse {
  return {
    statusCode: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify(body),
  };
}

/** Makes a CSV file for an operator's spreadsheet. */
export function csvAnswer(body: string, fileName: string): HttpResponse {
  return {
    statusCode: 200,
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
    body,
  };
}

/** Makes an answer with all validation errors of an operator's request. */
export function operatorsFaults(faults: readonly Fault[]): HttpResponse {
  return problem({
    status: 422,
    title: ENGLISH.text("operators.api.refused"),
    faults: writtenFaults(faults, ENGLISH),
  });
}

/** Makes the answer that the body of an operator's request cannot be read as JSON. */
export function operatorsJsonFault(fault: JsonFault): HttpResponse {
  return problem({ status: 400, title: ENGLISH.text(`json.${fault}`) });
}

/** Makes the answer that the requested thing does not exist. */
export function unknownToOperators(
  what: "route" | "project" | "onboarding" | "notice" | "from-address",
): HttpResponse {
  return problem({ status: 404, title: ENGLISH.text(`operators.api.no-${what}`) });
}

/** Formats a time as the operators' API writes it; `null` if there is none. */
export function isoTime(atMs: number | undefined): string | null {
  return atMs === undefined ? null : new Date(atMs).toISOString();
}
