import { LANGUAGES, type Language, languageOf } from "#core/words/languages";
import type { HttpRequest } from "./http-handler.ts";

/** The language that the reader chose on the page, if any. */
export function chosenLanguage({ query }: Pick<HttpRequest, "query">): Language | undefined {
  return LANGUAGES.find((language) => language === query["lang"]);
}

/** The language of a page: the reader's choice, else the one that is known of the reader, else what the browser prefers. */
export function pageLanguage(request: Pick<HttpRequest, "query" | "headers">, known?: string): Language {
  return languageOf(chosenLanguage(request), known, ...preferred(request.headers["accept-language"] ?? ""));
}

/** Lists language ranges, the most wanted first: https://www.rfc-editor.org/rfc/rfc9110#field.accept-language */
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
