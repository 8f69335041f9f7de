import { type MessageFormatElement, TYPE } from "@formatjs/icu-messageformat-parser";
import { printAST } from "@formatjs/icu-messageformat-parser/printer.js";
import { parseMessage } from "./message-arguments.ts";

const ACCENTED: Readonly<Record<string, string>> = {
  a: "áá",
  e: "éé",
  i: "î",
  o: "öö",
  u: "ûû",
  A: "Å",
  E: "É",
  O: "Ø",
  n: "ñ",
  c: "ç",
};

/**
 * Makes a message a third longer and accented, with its arguments kept. Text that is not in the catalogues
 * then stands out, because it is unaccented.
 */
export function pseudoOf(message: string): string {
  return printAST(parseMessage(message).map(pseudoElement));
}

function pseudoElement(element: MessageFormatElement): MessageFormatElement {
  if (element.type === TYPE.literal)
    return { ...element, value: [...element.value].map((letter) => ACCENTED[letter] ?? letter).join("") };
  if (element.type !== TYPE.plural && element.type !== TYPE.select) return element;
  const options = Object.fromEntries(
    Object.entries(element.options).map(([name, option]) => [
      name,
      { ...option, value: option.value.map(pseudoElement) },
    ]),
  );
  return { ...element, options };
}
