import type * as z from "zod";

/** One finding of ValidateStateMachineDefinition. */
export interface Diagnostic {
  readonly severity: "ERROR";
  readonly code: string;
  readonly message: string;
  readonly location?: string;
}

/** Makes a finding of severity ERROR at a JSON pointer. */
export function diagnostic(code: string, message: string, location?: string): Diagnostic {
  return { severity: "ERROR", code, message, ...(location === undefined ? {} : { location }) };
}

/** Makes a finding about a field that violates the Amazon States Language. */
export function schemaDiagnostic(message: string, location: string): Diagnostic {
  return diagnostic("SCHEMA_VALIDATION_FAILED", message, location);
}

const JSONPATH_FIELDS = new Set([
  "InputPath",
  "OutputPath",
  "ResultPath",
  "ResultSelector",
  "Parameters",
  "Result",
  "SecondsPath",
  "TimestampPath",
  "TimeoutSecondsPath",
  "HeartbeatSecondsPath",
  "ErrorPath",
  "CausePath",
]);

/** Translates zod's issues into AWS's messages; `base` is the path of the checked value in the definition. */
export function fromZod(error: z.ZodError, base: ReadonlyArray<PropertyKey>): Diagnostic[] {
  const missing = new Map<string, string[]>();
  const found: Diagnostic[] = [];
  for (const issue of error.issues.flatMap(innermost)) {
    const path = [...base, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      found.push(...issue.keys.map((key) => schemaDiagnostic(unsupported(key), pointer(path))));
    } else if (issue.code === "invalid_type" && issue.input === undefined) {
      const parent = pointer(path.slice(0, -1));
      missing.set(parent, [...(missing.get(parent) ?? []), String(path.at(-1))]);
    } else {
      found.push(schemaDiagnostic(issue.message, pointer(path)));
    }
  }
  const required = [...missing].map(([parent, fields]) =>
    schemaDiagnostic(`These fields are required: [${fields.sort(byAwsOrder).join(", ")}]`, parent),
  );
  return [...required, ...found];
}

function pointer(path: ReadonlyArray<PropertyKey>): string {
  return `/${path
    .map((part, i) => (typeof part === "number" ? `[${part}]` : `${i === 0 ? "" : "/"}${String(part)}`))
    .join("")}`;
}

function unsupported(field: string): string {
  return JSONPATH_FIELDS.has(field)
    ? `The QueryLanguage is set to 'JSONata', but field '${field}' is only supported for the 'JSONPath' QueryLanguage`
    : `Field '${field}' is not supported`;
}

/** AWS names States before StartAt. */
function byAwsOrder(a: string, b: string): number {
  return Number(b === "States") - Number(a === "States");
}

/** Reports the branch of a union that comes closest to a match. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const nearest = issue.errors.find((branch) => branch.every((inner) => inner.code !== "invalid_type"));
  if (nearest === undefined) return [issue];
  return nearest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}
