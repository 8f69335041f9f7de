import * as z from "zod";
import { cut } from "#core/names/cut";
import { WORDS } from "#core/words/words";

// Replaces zod's messages, which readers may not understand. A message that a schema sets itself wins.
z.config({ localeError: (issue) => WORDS.expected(issue) });

/** A validation error of one field. */
export interface Fault {
  readonly field: string;
  readonly sent: unknown;
  readonly expected: string;
}

/** Converts zod's issues to validation errors of `data`. */
export function faultsOf(error: z.ZodError, data: unknown): Fault[] {
  return error.issues.flatMap((issue) => {
    const fields =
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return fields.map((path) => ({
      field: path.join("."),
      sent: valueAt(data, path),
      expected: issue.message,
    }));
  });
}

/** The value that was sent, cut so that an answer stays small; `null` if there was none. */
function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  const value = path.reduce<unknown>(
    (node, key) => (typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined),
    data,
  );
  return typeof value === "string" ? cut(value, 200) : typeof value === "object" ? null : (value ?? null);
}
