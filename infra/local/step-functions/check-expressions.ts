import jsonata from "jsonata";
import { expressionIn, type State } from "./definition.ts";
import { type Diagnostic, diagnostic } from "./diagnostics.ts";

/** Refuses, as AWS does at creation, expressions that do not parse or that read a context item. */
export function checkExpressions(name: string, state: State): Diagnostic[] {
  return [...expressionsIn(state, "")].flatMap(({ expression, at }) =>
    check(expression, `/States/${name}${at}`),
  );
}

/** Lists every expression in a value, with its JSON pointer. */
export function* expressionsIn(value: unknown, at: string): Generator<{ expression: string; at: string }> {
  const expression = expressionIn(value);
  if (expression !== undefined) yield { expression, at };
  else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* expressionsIn(item, `${at}[${i}]`);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* expressionsIn(item, `${at}/${key}`);
  }
}

function check(expression: string, location: string): Diagnostic[] {
  let ast: jsonata.ExprNode;
  try {
    ast = jsonata(expression).ast();
  } catch (error) {
    const message = typeof error === "object" && error !== null && "message" in error ? error.message : error;
    return [diagnostic("INVALID_JSONATA_EXPRESSION", String(message), location)];
  }
  return [...new Set(topLevelReferences(ast))].map((reference) =>
    diagnostic(
      "UNSUPPORTED_JSONATA_EXPRESSION",
      `Reference to '${reference}' at the top level is not supported.`,
      location,
    ),
  );
}

/** JSONata has no context item at the top level: https://states-language.net/#jsonata-restrictions */
function* topLevelReferences(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const item of node) yield* topLevelReferences(item);
    return;
  }
  if (typeof node !== "object" || node === null || !("type" in node)) return;
  const { type, value } = node as { type: string; value?: unknown };
  if (type === "name") yield String(value);
  else if (type === "variable" && (value === "" || value === "$")) yield `$${value}`;
  else if (type === "path") yield* topLevelReferences((node as jsonata.ExprNode).steps?.[0]);
  else if (type === "lambda" || type === "transform") return;
  else {
    for (const [key, child] of Object.entries(node)) {
      // The predicates of a step may read the step's current item.
      if (key !== "predicate" && key !== "stages" && key !== "group") yield* topLevelReferences(child);
    }
  }
}
