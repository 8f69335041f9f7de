import type * as z from "zod";

/**
 * Reads the function's environment variables; if they are invalid, the cold start fails and reports every
 * error.
 */
export function readEnvironment<T extends z.ZodObject>(schema: T): z.output<T> {
  // Zod compiles schemas for repeated use; this one is used once, during a cold start, so compiling would
  // cost time.
  const parsed = schema.safeParse(process.env, { jitless: true });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment of this function is wrong: ${faults.join("; ")}`);
}
