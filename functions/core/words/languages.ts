/** The languages that have a catalogue in `locales/`. The first one has every key. */
export const LANGUAGES = ["en", "de", "fr", "es", "it"] as const;

/** A language that has a catalogue. */
export type Language = (typeof LANGUAGES)[number];

/**
 * Returns the first preferred language that has a catalogue, or English. Preferences are language tags (RFC
 * 5646), the most preferred first.
 */
export function languageOf(...wishes: ReadonlyArray<string | undefined>): Language {
  for (const wish of wishes) {
    const primary = wish?.trim().toLowerCase().split(/[-_]/, 1)[0];
    const language = LANGUAGES.find((one) => one === primary);
    if (language !== undefined) return language;
  }
  return "en";
}

/** Returns a language by its tag, or by its name in English or in the language itself. */
export function languageNamed(text: string): Language | undefined {
  const wish = text.trim().toLowerCase();
  return LANGUAGES.find(
    (language) =>
      wish.split(/[-_]/, 1)[0] === language ||
      ["en", language].some((locale) => nameIn(locale, language) === wish),
  );
}

function nameIn(locale: string, language: Language): string | undefined {
  return new Intl.DisplayNames(locale, { type: "language" }).of(language)?.toLowerCase();
}
