import type { Formatters } from "intl-messageformat";
import type { Language } from "#core/words/languages";

/** The formatters of `Intl` that texts in one language and time zone use. */
export interface Formats extends Formatters {
  readonly locale: string;
  readonly list: (items: readonly string[]) => string;
}

/** The styles that a message may use: `{at, date, moment}`, `{at, date, day}` and `{at, time, clock}`. */
export const STYLES = {
  number: {},
  date: {
    day: { day: "numeric", month: "long", year: "numeric" },
    moment: {
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZoneName: "short",
    },
  },
  time: { clock: { hour: "2-digit", minute: "2-digit", timeZoneName: "short" } },
} as const;

/** The locale for dates and numbers, if it differs from the language. */
const LOCALES: Partial<Record<Language, string>> = {
  // English has readers all over the world, so dates are written with the day first.
  en: "en-GB",
};

const made = new Map<string, Formats>();

/**
 * Returns the formatters for a language and a time zone. They are cached, because `Intl` takes milliseconds
 * to make each.
 */
export function formatsIn(language: Language, timeZone: string): Formats {
  const place = `${language} ${timeZone}`;
  const formats = made.get(place) ?? makeFormats(LOCALES[language] ?? language, timeZone);
  made.set(place, formats);
  return formats;
}

function makeFormats(locale: string, timeZone: string): Formats {
  const list = oncePerOptions(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  return {
    locale,
    list: (items) => list().format(items),
    getNumberFormat: oncePerOptions(
      (_locales?: string | string[], options?: Intl.NumberFormatOptions) =>
        new Intl.NumberFormat(locale, options),
    ),
    getDateTimeFormat: oncePerOptions(
      (_locales?: Intl.LocalesArgument, options?: Intl.DateTimeFormatOptions) =>
        new Intl.DateTimeFormat(locale, { ...options, timeZone }),
    ),
    getPluralRules: oncePerOptions(
      (_locales?: Intl.LocalesArgument, options?: Intl.PluralRulesOptions) =>
        new Intl.PluralRules(locale, options),
    ),
  };
}

function oncePerOptions<Given extends readonly unknown[], Made>(
  make: (...given: Given) => Made,
): (...given: Given) => Made {
  const known = new Map<string, Made>();
  return (...given) => {
    const options = JSON.stringify(given);
    const one = known.get(options) ?? make(...given);
    known.set(options, one);
    return one;
  };
}
