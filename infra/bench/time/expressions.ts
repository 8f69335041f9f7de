import jsonata from "jsonata";
import { expressionIn } from "../../local/step-functions/definition.ts";

/** The values that an expression of the state machine can read. */
export interface Scope {
  readonly states: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Evaluate = (scope: Scope) => unknown;

const compiled = new Map<string, Evaluate>();

/** Matches a path, perhaps compared with a text or plus a number. Most expressions are such, and reading them directly is far faster than JSONata. */
const SIMPLE = /^\$(\w+)((?:\.\w+)*)(?: = '([^']*)'| \+ (\d+))?$/;

/** Matches the later of two times, from which every task gets `now`. */
const LAST = /^\$sort\(\[(\$[\w.]+), (\$[\w.]+)\]\)\[-1\]$/;

/** Evaluates every expression in a template as the real engine does. */
export async function evaluate(template: unknown, scope: Scope): Promise<unknown> {
  const expression = expressionIn(template);
  if (expression !== undefined) {
    const run = compiled.get(expression) ?? compile(expression);
    compiled.set(expression, run);
    return run(scope);
  }
  if (typeof template !== "object" || template === null) return template;
  if (Array.isArray(template)) return Promise.all(template.map((item) => evaluate(item, scope)));
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(template)) values[key] = await evaluate(value, scope);
  return values;
}

function compile(expression: string): Evaluate {
  const [, one, other] = LAST.exec(expression) ?? [];
  if (one !== undefined && other !== undefined) {
    const reads = [compile(one), compile(other)];
    return (scope) =>
      reads
        .flatMap((read) => read(scope) ?? [])
        .sort()
        .at(-1);
  }
  const [, root = "", path = "", text, added] = SIMPLE.exec(expression) ?? [];
  if (root === "") {
    const program = jsonata(expression);
    return ({ states, variables }) => program.evaluate(undefined, { ...variables, states });
  }
  const steps = path.split(".").slice(1);
  const read: Evaluate = ({ states, variables }) => {
    let value: unknown = root === "states" ? states : variables[root];
    for (const step of steps) value = Reflect.get(Object(value), step);
    return value;
  };
  if (text !== undefined) return (scope) => read(scope) === text;
  return added === undefined ? read : (scope) => Number(read(scope)) + Number(added);
}
