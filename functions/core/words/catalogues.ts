import type { Language } from "#core/words/languages";
import de from "../../../locales/de.json" with { type: "json" };
import en from "../../../locales/en.json" with { type: "json" };
import es from "../../../locales/es.json" with { type: "json" };
import fr from "../../../locales/fr.json" with { type: "json" };
import it from "../../../locales/it.json" with { type: "json" };

/** The key of a message. */
export type MessageKey = keyof typeof en;

/** The messages of each language by key, as in `locales/`. */
const CATALOGUES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, de, fr, es, it };

/** Returns the message of a key, in English if the language does not have it. */
export function messageOf(language: Language, key: MessageKey): string {
  return CATALOGUES[language][key] ?? en[key];
}

/** Returns whether the catalogues contain this key. */
export function hasMessage(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}
