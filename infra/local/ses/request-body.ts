import * as z from "zod";
import { AwsError } from "../aws/service.ts";

/** Makes SES's general error for an invalid request. */
export function badRequest(message: string): AwsError {
  return new AwsError("BadRequestException", message);
}

/** Makes SES's error for a resource that does not exist. */
export function notFound(message: string): AwsError {
  return new AwsError("NotFoundException", message, 404);
}

/** Makes SES's error for an identity that does not exist. */
export function identityNotFound(name: string): AwsError {
  return notFound(`Email identity ${name} does not exist.`);
}

/** The schema of a required text member. */
export const member = z.string({ error: "Member must not be null" });

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    body,
  );
}

/** Reads a request body; like SES it refuses a member of the wrong JSON type before it checks any other rule. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const { data, error } = schema.safeParse(body);
  if (error === undefined) return data;
  const mistyped = error.issues.find(
    ({ code, path }) => code === "invalid_type" && (valueAt(body, path) ?? undefined) !== undefined,
  );
  if (mistyped !== undefined) {
    throw new AwsError("SerializationException", `${mistyped.path.join(".")}: ${mistyped.message}`);
  }
  const problems = error.issues.map(({ path, message }) => {
    const [first = "", ...rest] = path.map(String);
    const member = [first.charAt(0).toLowerCase() + first.slice(1), ...rest].join(".");
    return `Value at '${member}' failed to satisfy constraint: ${message}`;
  });
  const noun = problems.length === 1 ? "error" : "errors";
  throw badRequest(`${problems.length} validation ${noun} detected: ${problems.join("; ")}`);
}

/** Returns AWS's error text for a member that is not one of `words`. */
export function oneOf(words: readonly string[]): { error: string } {
  return { error: `Member must satisfy enum value set: [${words.join(", ")}]` };
}
