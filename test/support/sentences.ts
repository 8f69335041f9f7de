import { parseSync, Visitor } from "oxc-parser";

/**
 * Four words in succession, without options and placeholders; names, codes, labels and command lines are
 * shorter.
 */
const SENTENCE = /[\p{L}\d]{1,}[,:;]?(?: (?!\(?--|[A-Z]{4,}\b)[\p{L}\d’'()“”-]+[,:;]?){3,}/u;

/** Texts for developers: errors of the program, and the log. An error class calls `super`. */
const FOR_DEVELOPERS = /Error$|^super$|^(?:logger|console)\./;

/**
 * Returns the sentences in a module's code. Those in errors and log lines of functions are left out; a
 * command prints its own.
 */
export function sentencesIn(path: string, code: string): string[] {
  const found: { readonly start: number; readonly text: string }[] = [];
  const allowed: { readonly start: number; readonly end: number }[] = [];
  const { program } = parseSync(path, code);
  const isForDevelopers = ({ start, end }: { readonly start: number; readonly end: number }) =>
    !path.startsWith("infra/") && FOR_DEVELOPERS.test(code.slice(start, end));
  const keep = (start: number, text: string) => {
    if (SENTENCE.test(text)) found.push({ start, text });
  };
  new Visitor({
    Literal: ({ value, start }) => {
      if (typeof value === "string") keep(start, value);
    },
    TemplateLiteral: ({ quasis, start }) => keep(start, quasis.map(({ value }) => value.cooked).join("x")),
    NewExpression: ({ callee, start, end }) => {
      if (isForDevelopers(callee)) allowed.push({ start, end });
    },
    CallExpression: ({ callee, start, end }) => {
      if (isForDevelopers(callee)) allowed.push({ start, end });
    },
  }).visit(program);
  return found
    .filter(({ start }) => !allowed.some((range) => range.start <= start && start < range.end))
    .map(({ text }) => text);
}
