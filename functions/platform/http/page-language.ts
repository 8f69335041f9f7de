import { LANGUAGES, type Language, languageOf } from "#core/words/languages";
import type { HttpRequest } from "./http-handler.ts";

/** Returns the language that the reader chose on the page, if any. */
export function chosenLanguage({ query }: Pick<HttpRequest, "query">): Language | undefined {
  return LANGUAGES.find((language) => language === query["lang"]);
}

/**
 * Returns the language of a page: the reader's choice, or else the reader's known language, or else the
 * browser's preference.
 */
export function pageLanguage(request: Pick<HttpRequest, "query" | "headers">, known?: string): Language {
  return languageOf(chosenLanguage(request), known, ...preferred(request.headers["accept-language"] ?? ""));
}

/**
 * Lists language ranges, the most preferred first:
 * https://www.rfc-editor.org/rfc/rfc9110#field.accept-language
 */
function preferred(header: string): string[] {
  return header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [range = "", weight = ""] = part.split(";");
      const quality = /^\s*q=([\d.]+)\s*$/.exec(weight)?.[1] ?? 0;
      return { range, quality: weight === "" ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality)
    .map(({ range }) => range);
}
