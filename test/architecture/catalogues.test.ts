import { describe, expect, it } from "vitest";
import { LANGUAGES } from "#core/words/languages";
import { argumentsOf } from "../../infra/locales/message-arguments.ts";
import { argumentTypes, readCatalogue, sortedCatalogue } from "../../infra/locales/write.ts";
import { readRepositoryFile } from "../support/deployment.ts";
import { AVOIDED } from "../support/readability.ts";
import { SOURCES } from "../support/source-files.ts";

/** Texts for operators exist only in English. */
const ENGLISH_ONLY = /^operators\./;

/** The prefixes of keys whose translations are missing. Entries may only be removed. */
const UNTRANSLATED: readonly string[] = [];

const ENGLISH = readCatalogue("en");
const KEYS = Object.keys(ENGLISH);
const CODE = SOURCES.filter((path) => /^(?:functions|infra)\//.test(path))
  .filter((path) => !path.endsWith("-arguments.ts"))
  .map(readRepositoryFile);

/** Keys that the code composes from a fixed beginning and a code, such as `closing.${reason}`. */
const COMPOSED = CODE.flatMap((text) => [...text.matchAll(/`([a-z][a-z-]*\.[\w.$(){}-]*)`/g)])
  .map(([, template = ""]) => template)
  .filter((template) => template.includes("${"))
  .map((template) => new RegExp(`^${template.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "[\\w-]+")}$`));

/** Familiar forms of address, which are not used with a company's customers. */
const FAMILIAR: Readonly<Record<string, readonly string[]>> = {
  de: ["du", "dein\\p{L}*", "dir", "dich"],
  fr: ["tu", "ton", "ta", "tes", "toi"],
  es: ["tú", "tu", "tus", "tienes", "puedes"],
  it: ["tu", "tuo", "tua", "tuoi", "tue", "hai", "puoi", "devi"],
};

/** Returns the plural categories of whole numbers in a language. */
function pluralCategories(language: string): string[] {
  const rules = new Intl.PluralRules(language);
  return [...new Set(Array.from({ length: 1000 }, (_, number) => rules.select(number)))];
}

describe("the English catalogue", () => {
  it("has no text that the code does not use", () => {
    const unused = KEYS.filter((key) => !CODE.some((text) => text.includes(`"${key}"`))).filter(
      (key) => !COMPOSED.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });

  it("avoids words that are hard to read", () => {
    expect(KEYS.filter((key) => AVOIDED.test(ENGLISH[key] ?? ""))).toEqual([]);
  });

  it.each(Object.entries(argumentTypes(ENGLISH)))(
    "has its argument types in %s: npm run docs writes them",
    (file, text) => {
      expect(readRepositoryFile(`functions/core/words/${file}`)).toBe(text);
    },
  );
});

describe.each(LANGUAGES)("the catalogue %s", (language) => {
  const catalogue = readCatalogue(language);
  const messages = Object.entries(catalogue);

  it("has all texts, except those that operators read", () => {
    const missing = KEYS.filter((key) => !(key in catalogue) && !ENGLISH_ONLY.test(key));
    expect(missing.filter((key) => !UNTRANSLATED.some((start) => key.startsWith(start)))).toEqual([]);
  });

  it("has no text that English lacks", () => {
    expect(Object.keys(catalogue).filter((key) => !KEYS.includes(key))).toEqual([]);
  });

  it("keeps the arguments of each text, with their kinds and choices", () => {
    const shapeOf = (message: string) =>
      [...argumentsOf(message)].map(
        ([name, { kind, options }]) => `${name} ${kind} ${kind === "choice" ? options : ""}`,
      );
    const lost = messages.filter(
      ([key, message]) => String(shapeOf(message)) !== String(shapeOf(ENGLISH[key] ?? "")),
    );
    expect(lost).toEqual([]);
  });

  it("has each plural category of the language", () => {
    const lacking = messages.filter(([, message]) =>
      [...argumentsOf(message).values()].some(
        ({ kind, options }) =>
          kind === "number" &&
          options.length > 0 &&
          pluralCategories(language).some((category) => !options.includes(category)),
      ),
    );
    expect(lacking).toEqual([]);
  });

  it("addresses its readers formally", () => {
    const words = FAMILIAR[language] ?? [];
    const familiar = new RegExp(`(?<!\\p{L})(?:${words.join("|")})(?!\\p{L})`, "iu");
    expect(messages.filter(([, message]) => words.length > 0 && familiar.test(message))).toEqual([]);
  });

  it("uses typographic apostrophes, because ICU takes a straight one for a quote", () => {
    expect(messages.filter(([, message]) => message.includes("'"))).toEqual([]);
  });

  it("is in alphabetical order", () => {
    expect(readRepositoryFile(`locales/${language}.json`)).toBe(sortedCatalogue(catalogue));
  });
});

it("keeps French punctuation on the line of its word, by no-break spaces", () => {
  const loose = Object.entries(readCatalogue("fr")).filter(([, message]) => / [:;?!»]|« /.test(message));
  expect(loose).toEqual([]);
});

it("lists no area as untranslated that is translated", () => {
  const done = UNTRANSLATED.filter((start) =>
    LANGUAGES.every((language) =>
      KEYS.filter((key) => key.startsWith(start)).every((key) => key in readCatalogue(language)),
    ),
  );
  expect(done).toEqual([]);
});
