import type { Route } from "../template/function-events.ts";

/** A route that matches a request, with the values of its {parameters}. */
export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Candidate {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** Makes a function that finds the most specific route for a method and a path, as API Gateway does. */
export function createRouter(
  routes: readonly Route[],
): (method: string, path: string) => RouteMatch | undefined {
  const candidates: Candidate[] = routes
    .map((route) => ({ route, segments: segmentsOf(route.path) }))
    .sort((one, other) => specificity(one).localeCompare(specificity(other)));

  return (method, path) => {
    const segments = segmentsOf(path);
    for (const { route, segments: pattern } of candidates) {
      if (route.method !== method && route.method !== "ANY" && route.method !== "*") continue;
      const pathParameters = match(pattern, segments);
      if (pathParameters !== undefined) return { route, pathParameters };
    }
    return undefined;
  };
}

function segmentsOf(path: string): string[] {
  return path.split("/").slice(1);
}

/** Returns a sort key: static segments come before {parameters}, these before {greedy+} ones, and a method before ANY. */
function specificity({ route, segments }: Candidate): string {
  const ranks = segments.map((segment) =>
    segment.endsWith("+}") ? "2" : segment.startsWith("{") ? "1" : "0",
  );
  return `${ranks.join("")}${route.method === "ANY" ? "1" : "0"}`;
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+)?\}$/.exec(expected) ?? [];
    const actual = segments[index];
    if (actual === undefined) return undefined;
    if (name === undefined) {
      if (expected !== actual) return undefined;
    } else if (greedy !== undefined) {
      parameters[name] = segments.slice(index).map(decoded).join("/");
      return parameters;
    } else {
      if (actual === "") return undefined;
      parameters[name] = decoded(actual);
    }
  }
  return pattern.length === segments.length ? parameters : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
