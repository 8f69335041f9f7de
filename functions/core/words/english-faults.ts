import type * as z from "zod";

/** The names of schema types, for people. */
const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

type Sized = Extract<z.core.$ZodRawIssue, { readonly code: "too_small" | "too_big" }>;

/** Describes in English what a schema expected, for schemas without a message of their own. */
export const ENGLISH_FAULTS = {
  expected: (issue: z.core.$ZodRawIssue): string => {
    switch (issue.code) {
      case "invalid_type":
        return TYPES[issue.expected] ?? "a value of another kind";
      case "invalid_value":
        return issue.values.length === 1
          ? String(issue.values[0])
          : `one of ${issue.values.map(String).join(", ")}`;
      case "too_small":
        return sized(issue, issue.minimum, issue.inclusive === false ? "more than" : "at least");
      case "too_big":
        return sized(issue, issue.maximum, issue.inclusive === false ? "less than" : "at most");
      case "invalid_format":
        return issue.format === "url" ? "a URL such as https://www.example.com" : "a text of another form";
      case "unrecognized_keys":
        return "nothing: this field is not known";
      case "invalid_key":
        return issue.issues[0]?.message ?? "another name";
      case "invalid_union":
        if (issue.inclusive === false) return "another value";
        return issue.options === undefined
          ? [...new Set(issue.errors.flatMap(([first]) => first?.message ?? []))].join(", or ")
          : `one of ${issue.options.map(String).join(", ")}`;
      default:
        return "another value";
    }
  },
};

function sized({ origin, exact }: Sized, limit: number | bigint, bound: string): string {
  const amount = `${exact === true ? "exactly" : bound} ${limit}`;
  if (origin === "string")
    return amount === "at least 1" ? "a text that is not empty" : `${amount} characters`;
  return origin === "array" ? `a list of ${amount}` : `a number of ${amount}`;
}
