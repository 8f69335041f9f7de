import jsonata from "jsonata";
import { expressionIn } from "./definition.ts";
import { StateFailure } from "./failure.ts";
import { stepFunctionsFunctions } from "./functions.ts";

/** The values that an expression can read: `$states`, the variables, and the time. */
export interface Scope {
  readonly states: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly nowMs: number;
}

/** AWS fails an expression at about this depth of nesting. */
const DEEPEST = 100;
/** An endless loop in an expression ends after this time, so that it does not block the process. */
const LONGEST_MS = 2_000;

/** Evaluates every expression in `template`; `field` names the state's field, as in AWS's error causes. */
export async function evaluateTemplate(template: unknown, field: string, scope: Scope): Promise<unknown> {
  const expression = expressionIn(template);
  if (expression !== undefined) return evaluate(expression, field, scope);
  if (Array.isArray(template)) {
    const items: unknown[] = [];
    for (const [i, item] of template.entries())
      items.push(await evaluateTemplate(item, `${field}[${i}]`, scope));
    return items;
  }
  if (typeof template !== "object" || template === null) return template;
  const entries: Array<[string, unknown]> = [];
  for (const [key, value] of Object.entries(template)) {
    entries.push([key, await evaluateTemplate(value, `${field}/${key}`, scope)]);
  }
  return Object.fromEntries(entries);
}

/** Evaluates a field whose value must be of one type. */
export async function evaluateAs<T extends "boolean" | "number" | "string">(
  type: T,
  value: unknown,
  field: string,
  scope: Scope,
): Promise<{ boolean: boolean; number: number; string: string }[T]> {
  const result = await evaluateTemplate(value, field, scope);
  if (typeof result === type) return result as { boolean: boolean; number: number; string: string }[T];
  const actual = result === null ? "null" : Array.isArray(result) ? "array" : typeof result;
  throw failure(
    expressionIn(value) ?? "",
    field,
    `returned an unexpected result type. Expected '${type}', but was '${actual}' for value: ${JSON.stringify(result)}`,
  );
}

async function evaluate(expression: string, field: string, scope: Scope): Promise<unknown> {
  let result: unknown;
  try {
    const compiled = jsonata(expression);
    limit(compiled);
    result = await compiled.evaluate(undefined, {
      ...stepFunctionsFunctions,
      ...clockFunctions(scope.nowMs),
      ...scope.variables,
      states: scope.states,
    });
  } catch (error) {
    throw failure(expression, field, `threw an error during evaluation${reason(error)}`);
  }
  if (result === undefined) throw failure(expression, field, "returned nothing (undefined).");
  if (typeof result === "function" || isLambda(result)) {
    throw failure(expression, field, "returned an unsupported result type.");
  }
  // The copy omits the properties that JSONata adds to its arrays, and shares nothing with the input.
  return JSON.parse(JSON.stringify(result));
}

function failure(expression: string, field: string, problem: string): StateFailure {
  return new StateFailure(
    "States.QueryEvaluationError",
    `The JSONata expression '${expression}' specified for the field '${field}' ${problem}`,
    field,
  );
}

function isLambda(result: unknown): boolean {
  return typeof result === "object" && result !== null && "_jsonata_lambda" in result;
}

/** JSONata throws plain objects with a code; the added functions and limits throw errors without one. */
function reason(error: unknown): string {
  if (typeof error !== "object" || error === null || !("message" in error)) return `: ${String(error)}`;
  return "code" in error ? `. ${error.code}: ${error.message}` : `: ${error.message}`;
}

function limit(compiled: jsonata.Expression): void {
  const startedAt = performance.now();
  let depth = 0;
  const check = (): void => {
    if (depth > DEEPEST) {
      throw new Error(
        "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.",
      );
    }
    if (performance.now() - startedAt > LONGEST_MS) {
      throw new Error("Expression evaluation timeout: Check for infinite loop");
    }
  };
  hook(compiled, "entry", () => {
    depth += 1;
    check();
  });
  hook(compiled, "exit", () => {
    depth -= 1;
  });
}

/** JSONata identifies its hooks by symbols, which the type of `assign` does not accept. */
function hook(compiled: jsonata.Expression, when: "entry" | "exit", run: () => void): void {
  Reflect.apply(compiled.assign, compiled, [Symbol.for(`jsonata.__evaluate_${when}`), run]);
}

/** Replaces JSONata's two time functions, which read the wall clock, with the scope's time. */
function clockFunctions(nowMs: number): Record<string, (...args: string[]) => unknown> {
  return {
    millis: () => nowMs,
    now: (picture, timezone) =>
      jsonata("$fromMillis($nowMs, $picture, $timezone)").evaluate(undefined, { nowMs, picture, timezone }),
  };
}
