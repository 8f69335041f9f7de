import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "jsonc-parser";
import { LANGUAGES, type Language } from "#core/words/languages";
import { argumentsOf, type MessageArgument } from "./message-arguments.ts";

const REPOSITORY = join(import.meta.dirname, "../..");
const TYPES_FILE = join(REPOSITORY, "functions/core/words/text-arguments.ts");

/** The messages of a catalogue by key. */
type Catalogue = Readonly<Record<string, string>>;

/** Returns the file of a language's catalogue. */
function fileOf(language: Language): string {
  return join(REPOSITORY, `locales/${language}.json`);
}

/** Reads the catalogue of a language. */
export function readCatalogue(language: Language): Catalogue {
  // Lenient: where two branches added lines at the end, a comma is missing between them
  const catalogue: Catalogue = parse(readFileSync(fileOf(language), "utf8"));
  return catalogue;
}

/** Writes a catalogue with its keys in alphabetical order. */
export function sortedCatalogue(catalogue: Catalogue): string {
  const sorted = Object.entries(catalogue).sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

/** Writes the module that gives each text the types of its arguments. */
export function argumentTypes(catalogue: Catalogue): string {
  const lines = Object.entries(catalogue).map(([key, message]) => {
    const members = [...argumentsOf(message)].map(
      ([name, argument]) => `readonly ${name}: ${typeOf(argument)}`,
    );
    return `  ${JSON.stringify(key)}: ${members.length === 0 ? "None" : `{ ${members.join("; ")} }`};`;
  });
  return [
    "// `npm run docs` writes this file from locales/en.json.",
    "// biome-ignore-all format: one line for each text keeps changes apart.",
    "",
    "/** A text without arguments. */",
    "type None = Readonly<Record<never, never>>;",
    "",
    "/** A text, or several that the language joins to a list. */",
    "type Shown = string | readonly string[];",
    "",
    "/** The arguments of each text. Times are in epoch milliseconds. */",
    "export interface TextArguments {",
    ...lines,
    "}",
    "",
  ].join("\n");
}

function typeOf({ kind, options }: MessageArgument): string {
  if (kind === "choice") return options.map((option) => JSON.stringify(option)).join(" | ");
  return kind === "text" ? "Shown" : "number";
}

if (import.meta.main) {
  for (const language of LANGUAGES) writeFileSync(fileOf(language), sortedCatalogue(readCatalogue(language)));
  writeFileSync(TYPES_FILE, argumentTypes(readCatalogue("en")));
}
