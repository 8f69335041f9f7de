import * as z from "zod";

const matcher = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ prefix: z.string() }),
]);
type Matcher = z.infer<typeof matcher>;

/** An event pattern of exact values and prefixes, at any depth. */
export interface EventPattern {
  readonly [field: string]: readonly Matcher[] | EventPattern;
}

/** Parses an event pattern; refuses unsupported matchers (numeric, anything-but…). */
export const eventPattern: z.ZodType<EventPattern> = z.record(
  z.string(),
  z.union([z.array(matcher).min(1), z.lazy(() => eventPattern)]),
);

/** Returns whether `event` has, for every field of the pattern, one of the listed values. */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  if (typeof event !== "object" || event === null) return false;
  const fields = new Map<string, unknown>(Object.entries(event));
  return Object.entries(pattern).every(([field, expected]) => {
    const value = fields.get(field);
    if (!isMatchers(expected)) return matchesPattern(expected, value);
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.some((one) => expected.some((matcher) => matchesValue(matcher, one)));
  });
}

function isMatchers(expected: readonly Matcher[] | EventPattern): expected is readonly Matcher[] {
  return Array.isArray(expected);
}

function matchesValue(matcher: Matcher, value: unknown): boolean {
  if (typeof matcher === "object" && matcher !== null) {
    return typeof value === "string" && value.startsWith(matcher.prefix);
  }
  return matcher === value;
}
