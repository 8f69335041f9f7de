import { posix } from "node:path";
import { importsOf, SOURCES } from "./source-files.ts";

/** The imports of each file of functions/ and infra/, including those of types. */
export const IMPORTS: ReadonlyMap<string, readonly string[]> = new Map(
  SOURCES.filter((source) => /^(functions|infra)\//.test(source)).map((source) => [
    source,
    importsOf(source).flatMap((specifier) => fileOf(source, specifier)),
  ]),
);

function fileOf(source: string, specifier: string): string[] {
  if (specifier.startsWith("#")) return [`functions/${specifier.slice(1)}.ts`];
  return specifier.startsWith(".") ? [posix.join(posix.dirname(source), specifier)] : [];
}

/**
 * Returns the first circle of imports as its files, with the first file again at the end; `[]` if there is
 * none.
 */
export function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  function visit(node: string): string[] {
    const start = path.indexOf(node);
    if (start >= 0) return [...path.slice(start), node];
    if (done.has(node)) return [];
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next);
      if (circle.length > 0) return circle;
    }
    path.pop();
    done.add(node);
    return [];
  }
  for (const node of graph.keys()) {
    const circle = visit(node);
    if (circle.length > 0) return circle;
  }
  return [];
}
