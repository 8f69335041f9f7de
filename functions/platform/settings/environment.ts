import type * as z from "zod";

/** Reads the function's environment; a cold start with an invalid one fails and names every error. */
export function readEnvironment<T extends z.ZodObject>(schema: T): z.output<T> {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment of this function is wrong: ${faults.join("; ")}`);
}
