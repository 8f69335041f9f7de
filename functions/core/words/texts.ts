import { type MessageFormatElement, parse } from "@formatjs/icu-messageformat-parser";
import { formatToParts } from "intl-messageformat";
import { messageOf } from "#core/words/catalogues";
import type { Language } from "#core/words/languages";
import type { TextArguments } from "#core/words/text-arguments";
import { type Formats, formatsIn, STYLES } from "#core/words/text-formats";

/** The key of a text in the catalogues. */
export type TextKey = keyof TextArguments;

/** What a text needs; for one of several keys, what all of them need. */
type Needed<Key extends TextKey> = (
  Key extends TextKey
    ? (values: TextArguments[Key]) => void
    : never
) extends (values: infer Values) => void
  ? Values
  : never;

/** The arguments of a text, left out where it has none. */
type ArgumentsOf<Key extends TextKey> = keyof Needed<Key> extends never
  ? readonly []
  : readonly [values: Needed<Key>];

/** What a text can be passed on about: operators read all others in English, so those are written at once. */
type PassedOn =
  | Exclude<TextKey, `operators.${string}`>
  | Extract<TextKey, `operators.${"fault" | "brand"}.${string}`>;

/** A text that is stored or passed on before its reader is known: its key and its arguments. */
export type Text = {
  readonly [Key in PassedOn]: { readonly key: Key; readonly values: TextArguments[Key] };
}[PassedOn];

type Values = Readonly<Record<string, string | number | readonly string[]>>;

/** Writes texts for one reader. */
export interface Texts {
  readonly language: Language;
  /** Returns the text of a key with its arguments. Lists are joined, and values in them quoted, as the language does it. */
  readonly text: <Key extends TextKey>(key: Key, ...values: ArgumentsOf<Key>) => string;
  /** Returns a text that was stored or passed on. */
  readonly write: (text: Text) => string;
}

/** What was parsed already, by language and key: a message is parsed when it is first used. */
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

/** Returns whether a message is its own text: no argument is in it, and no apostrophe, which quotes in ICU messages. */
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

/** A value of a list in English quotation marks: it was stored before its reader's language was known. */
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
