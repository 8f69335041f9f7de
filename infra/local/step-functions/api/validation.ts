import type * as z from "zod";
import { AwsError } from "../../aws/service.ts";

/** Parses the request's body with `schema`; throws AWS's error if it is invalid. */
export function validated<S extends z.ZodType>(schema: S, body: string): z.output<S> {
  const parsed = schema.safeParse(parseBody(body), { reportInput: true });
  if (parsed.success) return parsed.data;
  const mistyped = parsed.error.issues.find(
    ({ code, input }) => code === "invalid_type" && input !== undefined,
  );
  if (mistyped !== undefined) {
    throw new AwsError("SerializationException", `'${mistyped.path.join(".")}': ${mistyped.message}`);
  }
  const failures = parsed.error.issues.map(
    (issue) =>
      `Value ${quoted(issue.input)} at '${issue.path.join(".")}' failed to satisfy constraint: ${constraint(issue)}`,
  );
  const count = `${failures.length} validation error${failures.length === 1 ? "" : "s"} detected`;
  throw new AwsError("ValidationException", `${count}: ${failures.join("; ")}`);
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body === "" ? "{}" : body);
  } catch {
    throw new AwsError("SerializationException", "The request body is not valid JSON");
  }
}

function quoted(input: unknown): string {
  return input === undefined ? "null" : `'${typeof input === "string" ? input : JSON.stringify(input)}'`;
}

function constraint(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return "Member must not be null";
    case "too_big":
      return `Member must have ${issue.origin === "string" ? "length" : "value"} less than or equal to ${issue.maximum}`;
    case "too_small":
      return `Member must have ${issue.origin === "string" ? "length" : "value"} greater than or equal to ${issue.minimum}`;
    case "invalid_value":
      return `Member must satisfy enum value set: [${issue.values.join(", ")}]`;
    case "invalid_format":
      return `Member must satisfy regular expression pattern: ${issue.pattern ?? issue.format}`;
    default:
      return issue.message;
  }
}
