import * as z from "zod";
import { textsIn } from "#core/words/texts";

const { text } = textsIn("en");

/** The fields with which a request must be repeated to be carried out, as the API answers them. */
export const confirmation = z.record(z.string().regex(/^[a-zA-Z]+$/), z.unknown()).default({});

/** Adds to a sentence of the API how the command line confirms the request, if that is needed. */
export function withConfirmation(sentence: string, confirm: z.infer<typeof confirmation>): string {
  const flags = Object.keys(confirm).map((field) => `--${kebabCase(field)}`);
  return flags.length === 0
    ? sentence
    : `${sentence}. ${text("operators.commands.confirm-with", { flags: flags.join(" ") })}`;
}

function kebabCase(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
