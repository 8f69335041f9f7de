import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";

/** The use of one argument in a message. */
export interface MessageArgument {
  readonly kind: "text" | "number" | "time" | "choice";
  /** The options of a choice, or the plural categories of a number, sorted. */
  readonly options: readonly string[];
}

const KINDS: Readonly<Partial<Record<TYPE, MessageArgument["kind"]>>> = {
  [TYPE.argument]: "text",
  [TYPE.number]: "number",
  [TYPE.plural]: "number",
  [TYPE.date]: "time",
  [TYPE.time]: "time",
  [TYPE.select]: "choice",
};

/** Parses an ICU message as the functions do; throws a `SyntaxError` that describes the mistake. */
export function parseMessage(message: string): MessageFormatElement[] {
  return parse(message, { ignoreTag: true });
}

/** Returns the elements of a message with those inside its plurals and choices. */
function allElements(elements: readonly MessageFormatElement[]): MessageFormatElement[] {
  return elements.flatMap((element) => [
    element,
    ...("options" in element
      ? Object.values(element.options).flatMap(({ value }) => allElements(value))
      : []),
  ]);
}

/** Returns the arguments of a message by name, in alphabetical order. */
export function argumentsOf(message: string): ReadonlyMap<string, MessageArgument> {
  const found = new Map<string, MessageArgument>();
  for (const element of allElements(parseMessage(message))) {
    const kind = KINDS[element.type];
    if (kind === undefined || !("value" in element) || typeof element.value !== "string") continue;
    const known = found.get(element.value);
    if (known !== undefined && kind === "text") continue;
    const options = "options" in element ? Object.keys(element.options) : [];
    found.set(element.value, {
      kind,
      options: [...new Set([...(known?.options ?? []), ...options])].sort(),
    });
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}
