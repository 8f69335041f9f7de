import * as z from "zod";

/** The fields with which a request must be repeated to be carried out, as the API answers them. */
export const confirmation = z.record(z.string(), z.unknown()).default({});

/** Names the flag of the command line where a sentence of the API names a field that must be sent, too. */
export function withFlags(sentence: string, confirm: z.infer<typeof confirmation>): string {
  return Object.keys(confirm)
    .filter((field) => /^[a-zA-Z]+$/.test(field))
    .reduce((said, field) => said.replaceAll(wholeWord(field), `--${kebabCase(field)}`), sentence);
}

/** Matches the field, and not a part of a domain or an address. */
function wholeWord(field: string): RegExp {
  return new RegExp(`(?<![\\w.@-])${field}(?![\\w@-]|\\.\\w)`, "g");
}

function kebabCase(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
