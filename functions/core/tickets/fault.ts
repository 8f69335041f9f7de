import type * as z from "zod";
import { cut } from "#core/names/cut";
import { expectedText } from "#core/words/expected-text";
import type { Text, Texts } from "#core/words/texts";

/** A validation error of one field. */
export interface Fault {
  readonly field: string;
  readonly sent: unknown;
  readonly expected: Text;
}

/** A validation error in the language of its reader. */
export interface WrittenFault extends Omit<Fault, "expected"> {
  readonly expected: string;
}

/** Converts zod's issues to validation errors of `data`. */
export function faultsOf(error: z.ZodError, data: unknown): Fault[] {
  return withoutFollowingFaults(error.issues).flatMap((issue) => {
    const fields =
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return fields.map((path) => ({
      field: path.join("."),
      sent: valueAt(data, path),
      expected: expectedText(issue),
    }));
  });
}

/** Leaves out the other faults of a value of a wrong type: zod also measures a text that stands for a list. */
function withoutFollowingFaults(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const mistyped = new Set(
    issues.filter(({ code }) => code === "invalid_type").map(({ path }) => path.join(".")),
  );
  return issues.filter(({ code, path }) => code === "invalid_type" || !mistyped.has(path.join(".")));
}

/** Writes validation errors for one reader. */
export function writtenFaults(faults: readonly Fault[], { write }: Texts): WrittenFault[] {
  return faults.map((fault) => ({ ...fault, expected: write(fault.expected) }));
}

/** Returns a value as an answer shows it: shortened to keep the answer small, or `null` if there was none. */
export function sentValue(value: unknown): unknown {
  return typeof value === "string" ? cut(value, 200) : typeof value === "object" ? null : (value ?? null);
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  const value = path.reduce<unknown>(
    (node, key) => (typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined),
    data,
  );
  return sentValue(value);
}
