import { AwsError } from "../aws/service.ts";
import { checkExpressions } from "./check-expressions.ts";
import { expressionIn, type Machine, machineSchema, type State, stateSchemas } from "./definition.ts";
import { type Diagnostic, diagnostic, fromZod, schemaDiagnostic } from "./diagnostics.ts";
import { readJson } from "./json-text.ts";
import { parseTimestamp } from "./timestamp.ts";
import { checkTransitions } from "./transitions.ts";

/** Returns the machine that `definition` describes, or all findings about it. */
export function examineDefinition(definition: string): { machine: Machine } | { diagnostics: Diagnostic[] } {
  const text = readJson(definition);
  if (definition.trim() === "" || ("value" in text && !isObject(text.value))) {
    return {
      diagnostics: [diagnostic("SCHEMA_VALIDATION_FAILED", "Definition must be a valid JSON object")],
    };
  }
  if ("problem" in text) {
    const source = `[Source: (String)"${definition}"; line: ${text.line}, column: ${text.column}]`;
    const message = `${text.problem}\n at ${source}`;
    return { diagnostics: [diagnostic("INVALID_JSON_DESCRIPTION", message, source)] };
  }
  const top = machineSchema.safeParse(text.value, { reportInput: true });
  if (!top.success) return { diagnostics: fromZod(top.error, []) };
  const { States: drafts, StartAt, TimeoutSeconds, QueryLanguage } = top.data;
  const diagnostics: Diagnostic[] = [];
  const states: Record<string, State> = {};
  for (const [name, draft] of Object.entries(drafts)) {
    const state = examineState(name, draft, QueryLanguage);
    if (Array.isArray(state)) diagnostics.push(...state);
    else states[name] = state;
  }
  if (diagnostics.length > 0) return { diagnostics };
  const machine: Machine = { StartAt, TimeoutSeconds, States: states };
  const found = [
    ...checkTransitions(machine),
    ...Object.entries(states).flatMap(([name, state]) => checkExpressions(name, state)),
  ];
  return found.length > 0 ? { diagnostics: found } : { machine };
}

/** Returns the machine that `definition` describes; throws InvalidDefinition with all findings. */
export function parseDefinition(definition: string): Machine {
  const examined = examineDefinition(definition);
  if ("machine" in examined) return examined.machine;
  const findings = examined.diagnostics.map(
    ({ code, message, location }) => `${code}: ${message} at ${location ?? null}`,
  );
  throw new AwsError("InvalidDefinition", `Invalid State Machine Definition: '${findings.join(", ")}'`);
}

function examineState(
  name: string,
  draft: unknown,
  machineLanguage: string | undefined,
): State | Diagnostic[] {
  const at = `/States/${name}`;
  if (!isObject(draft)) return [schemaDiagnostic("Expected value of type Object", at)];
  const type = draft["Type"];
  if (type === undefined) return [schemaDiagnostic("These fields are required: [Type]", at)];
  const language = draft["QueryLanguage"] ?? machineLanguage ?? "JSONPath";
  if (language !== "JSONata" && machineLanguage === "JSONata") {
    const message = `'QueryLanguage' can not be '${language}' if set to 'JSONata' for whole state machine`;
    return [schemaDiagnostic(message, at)];
  }
  if (language !== "JSONata") {
    return [
      unsupportedLocally(
        `QueryLanguage '${language}' is not supported by the local engine, only 'JSONata'`,
        at,
      ),
    ];
  }
  if (!isSupported(type)) {
    return [unsupportedLocally(`State type '${String(type)}' is not supported by the local engine`, at)];
  }
  const resource = draft["Resource"];
  const parsed = stateSchemas[type].safeParse(draft, { reportInput: true });
  if (!parsed.success) {
    if (typeof resource === "string" && parsed.error.issues.some(({ path }) => path[0] === "Resource")) {
      const message = `Resource '${resource}' is not supported by the local engine`;
      return [unsupportedLocally(message, `${at}/Resource`)];
    }
    return fromZod(parsed.error, ["States", name]);
  }
  return checkState(parsed.data, at) ?? parsed.data;
}

function checkState(state: State, at: string): Diagnostic[] | undefined {
  const found: Diagnostic[] = [];
  if (state.Type === "Wait" && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    found.push(schemaDiagnostic("Exactly one of these fields is required: [Seconds, Timestamp]", at));
  }
  if (state.Type === "Wait" && isBadTimestamp(state.Timestamp)) {
    const message = "String does not match RFC3339 timestamp";
    found.push(schemaDiagnostic(message, `${at}/Timestamp`));
  }
  for (const field of ["Retry", "Catch"] as const) {
    const entries = (state.Type === "Task" ? state[field] : undefined) ?? [];
    for (const [i, { ErrorEquals }] of entries.entries()) {
      const alone = ErrorEquals.length === 1 && i === entries.length - 1;
      if (!ErrorEquals.includes("States.ALL") || alone) continue;
      found.push(schemaDiagnostic("States.ALL must appear alone and at end of list", `${at}/${field}[${i}]`));
    }
  }
  if ("Assign" in state && state.Assign !== undefined && "states" in state.Assign) {
    found.push(schemaDiagnostic("The variable name 'states' is reserved", `${at}/Assign`));
  }
  return found.length > 0 ? found : undefined;
}

/** Only a literal can be checked at creation; an expression has no value before it runs. */
function isBadTimestamp(timestamp: string | undefined): boolean {
  return (
    timestamp !== undefined &&
    expressionIn(timestamp) === undefined &&
    parseTimestamp(timestamp) === undefined
  );
}

function unsupportedLocally(message: string, at: string): Diagnostic {
  return diagnostic("UNSUPPORTED_FEATURE", message, at);
}

function isSupported(type: unknown): type is keyof typeof stateSchemas {
  return typeof type === "string" && Object.hasOwn(stateSchemas, type);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
