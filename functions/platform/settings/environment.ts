import type * as z from "zod";

/** The function's environment by its schema; a cold start with a wrong one fails, naming every fault. */
export function readEnvironment<T extends z.ZodObject>(schema: T): z.output<T> {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment of this function is wrong: ${faults.join("; ")}`);
}
