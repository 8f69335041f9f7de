import type * as z from "zod";

/** Reads the function's environment; a cold start with an invalid one fails and names every error. */
export function readEnvironment<T extends z.ZodObject>(schema: T): z.output<T> {
  // Compiling a check pays for many calls; this one is made once, while a caller waits for the cold start.
  const parsed = schema.safeParse(process.env, { jitless: true });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment of this function is wrong: ${faults.join("; ")}`);
}
