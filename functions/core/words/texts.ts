import { type MessageFormatElement, parse } from "@formatjs/icu-messageformat-parser";
import { formatToParts } from "intl-messageformat";
import { messageOf } from "#core/words/catalogues";
import type { Language } from "#core/words/languages";
import type { TextArguments } from "#core/words/text-arguments";
import { type Formats, formatsIn, STYLES } from "#core/words/text-formats";

/** The key of a text in the catalogues. */
export type TextKey = keyof TextArguments;

/** The arguments of a text; for one of several keys, the arguments that all of them need. */
type Needed<Key extends TextKey> = (
  Key extends TextKey
    ? (values: TextArguments[Key]) => void
    : never
) extends (values: infer Values) => void
  ? Values
  : never;

/** The arguments of a text as rest parameters; empty if it needs none. */
type ArgumentsOf<Key extends TextKey> = keyof Needed<Key> extends never
  ? readonly []
  : readonly [values: Needed<Key>];

/**
 * The texts that can be stored or passed on. Operators read all other texts in English, so those are written
 * at once.
 */
type PassedOn =
  | Exclude<TextKey, `operators.${string}`>
  | Extract<TextKey, `operators.${"fault" | "brand"}.${string}`>;

/** A text that is stored or passed on before its reader is known, as a key with arguments. */
export type Text = {
  readonly [Key in PassedOn]: { readonly key: Key; readonly values: TextArguments[Key] };
}[PassedOn];

type Values = Readonly<Record<string, string | number | readonly string[]>>;

/** Writes texts for one reader. */
export interface Texts {
  readonly language: Language;
  /**
   * Returns the text of a key with its arguments. Lists are joined, and their values quoted, by the rules of
   * the language.
   */
  readonly text: <Key extends TextKey>(key: Key, ...values: ArgumentsOf<Key>) => string;
  /** Returns a text that was stored or passed on. */
  readonly write: (text: Text) => string;
}

/** The parsed messages by language and key; each is parsed on first use. */
const parsed = new Map<string, MessageFormatElement[]>();

/** Returns the texts in a language. Times are shown in the time zone, which is an IANA name. */
export function textsIn(language: Language, timeZone = "UTC"): Texts {
  const formats = formatsIn(language, timeZone);
  const write = (key: TextKey, values: Values): string => {
    const message = messageOf(language, key);
    return isPlain(message)
      ? message
      : format(elementsOf(language, key), formats, withListsJoined(values, formats, quote));
  };
  const quote = (value: string) => write("quoted", { value });
  return {
    language,
    text: (key, ...[values]) => write(key, values ?? {}),
    write: ({ key, values }) => write(key, values),
  };
}

/**
 * Returns whether a message can be used as it is: it has no argument, and no apostrophe, which quotes in ICU
 * messages.
 */
function isPlain(message: string): boolean {
  return !/['{}]/.test(message);
}

function elementsOf(language: Language, key: TextKey): MessageFormatElement[] {
  const place = `${language} ${key}`;
  const known = parsed.get(place);
  if (known !== undefined) return known;
  const elements = parse(messageOf(language, key), { ignoreTag: true });
  parsed.set(place, elements);
  return elements;
}

/** A list's value in English quotation marks, which was stored before its reader's language was known. */
const QUOTED = /^“(.*)”$/s;

function withListsJoined(values: Values, { list }: Formats, quote: (value: string) => string) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "object"
        ? list(value.map((one) => one.replace(QUOTED, (_, inner: string) => quote(inner))))
        : value,
    ]),
  );
}

function format(
  elements: MessageFormatElement[],
  formats: Formats,
  joined: Readonly<Record<string, string | number>>,
): string {
  return formatToParts<string>(elements, formats.locale, formats, STYLES, joined)
    .map(({ value }) => value)
    .join("");
}
