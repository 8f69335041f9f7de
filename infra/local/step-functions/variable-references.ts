import jsonata from "jsonata";
import { expressionsIn } from "./check-expressions.ts";
import type { Machine } from "./definition.ts";

/**
 * Returns the variables that each state reads, by the state's name; a state that reads none is left out:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 */
export function variableReferences({ States }: Machine): Record<string, string[]> {
  const byState = Object.entries(States).map(([name, state]) => {
    const read = [...expressionsIn(state, "")].flatMap(({ expression }) => variablesOf(expression));
    return [name, [...new Set(read)].sort()] as const;
  });
  return Object.fromEntries(byState.filter(([, read]) => read.length > 0));
}

/** Returns the variables that an expression reads, except `$states` and those that the expression binds itself. */
function variablesOf(expression: string): string[] {
  const read: string[] = [];
  const bound = new Set(["", "$", "states"]);
  visit(jsonata(expression).ast(), (node) => {
    if (node["type"] === "variable") read.push(String(node["value"]));
    if (node["type"] === "bind") bound.add(nameOf(node["lhs"]));
    if (node["type"] === "lambda") for (const one of listOf(node["arguments"])) bound.add(nameOf(one));
    // A called name is a function of JSONata or Step Functions, because no variable can contain a function.
    if (isNode(node["procedure"])) bound.add(nameOf(node["procedure"]));
  });
  return read.filter((name) => !bound.has(name));
}

type Node = Readonly<Record<string, unknown>>;

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (isNode(value)) {
    see(value);
    for (const child of Object.values(value)) visit(child, see);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function nameOf(node: unknown): string {
  return isNode(node) ? String(node["value"]) : "";
}
