import * as z from "zod";
import { cut } from "#core/names/cut";
import { WORDS } from "#core/words/words";

// Who is told of a fault may never have heard of a schema. What one says itself goes before.
z.config({ localeError: (issue) => WORDS.expected(issue) });

/** One thing wrong with what was sent. */
export interface Fault {
  readonly field: string;
  readonly sent: unknown;
  readonly expected: string;
}

/** All that zod found, as faults of `data`. */
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

/** What was sent there, cut so that an answer stays small; `null` for nothing. */
function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  const value = path.reduce<unknown>(
    (node, key) => (typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined),
    data,
  );
  return typeof value === "string" ? cut(value, 200) : typeof value === "object" ? null : (value ?? null);
}
