import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "jsonc-parser";
import { LANGUAGES, type Language } from "#core/words/languages";
import { argumentsOf, type MessageArgument } from "./message-arguments.ts";

const REPOSITORY = join(import.meta.dirname, "../..");
const ROOM = join(REPOSITORY, "functions/core/words");

/**
 * The areas with so many texts that the types of their arguments have a separate file. If a key is in two of
 * them, the later one has it.
 */
const LARGE_AREAS = ["finding", "operators", "operators.commands", "page"] as const;

/** The messages of a catalogue by key. */
type Catalogue = Readonly<Record<string, string>>;

/** Returns the file of a language's catalogue. */
function fileOf(language: Language): string {
  return join(REPOSITORY, `locales/${language}.json`);
}

/** Reads the catalogue of a language. */
export function readCatalogue(language: Language): Catalogue {
  // The parser accepts a missing comma, which is the result of merging two branches that added lines at the
  // end.
  const catalogue: Catalogue = parse(readFileSync(fileOf(language), "utf8"));
  return catalogue;
}

/** Writes a catalogue with its keys in alphabetical order. */
export function sortedCatalogue(catalogue: Catalogue): string {
  const sorted = Object.entries(catalogue).sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

/** Writes the modules that give each text the types of its arguments, by file name. */
export function argumentTypes(catalogue: Catalogue): Readonly<Record<string, string>> {
  const lines = linesByArea(catalogue);
  const large = LARGE_AREAS.map((area) => [
    `${moduleOf(area)}.ts`,
    [
      ...HEAD,
      `import type { Shown } from "#core/words/shown";`,
      "",
      `/** The arguments of the texts \`${area}.*\` that have any. Times are in epoch milliseconds. */`,
      `export interface ${nameOf(area)} {`,
      ...(lines.get(area) ?? []),
      "}",
      "",
    ].join("\n"),
  ]);
  return Object.fromEntries([...large, ["text-arguments.ts", allTypes(lines.get(undefined) ?? [])]]);
}

const HEAD = [
  "// `npm run docs` writes this file from locales/en.json.",
  "// biome-ignore-all format: one line for each text keeps changes apart.",
];

function allTypes(lines: readonly string[]): string {
  return [
    ...HEAD,
    `import type { MessageKey } from "#core/words/catalogues";`,
    ...LARGE_AREAS.map((area) => `import type { ${nameOf(area)} } from "#core/words/${moduleOf(area)}";`),
    `import type { Shown } from "#core/words/shown";`,
    "",
    "/** A text without arguments. */",
    "type None = Readonly<Record<never, never>>;",
    "",
    "/** The arguments of the texts that have any. Times are in epoch milliseconds. */",
    `interface WithArguments extends ${LARGE_AREAS.map(nameOf).join(", ")} {`,
    ...lines,
    "}",
    "",
    "/** The arguments of each text. */",
    "export type TextArguments = {",
    "  readonly [Key in MessageKey]: Key extends keyof WithArguments ? WithArguments[Key] : None;",
    "};",
    "",
  ].join("\n");
}

/** Returns a line for each text with arguments, by area; all small areas have the key `undefined`. */
function linesByArea(catalogue: Catalogue): Map<string | undefined, string[]> {
  const withArguments = Object.entries(catalogue).flatMap(([key, message]) => {
    const members = [...argumentsOf(message)].map(
      ([name, argument]) => `readonly ${name}: ${typeOf(argument)}`,
    );
    return members.length === 0
      ? []
      : [{ key, line: `  ${JSON.stringify(key)}: { ${members.join("; ")} };` }];
  });
  const areaOf = (key: string) => LARGE_AREAS.findLast((area) => key.startsWith(`${area}.`));
  return new Map(
    [...LARGE_AREAS, undefined].map((area) => [
      area,
      withArguments.filter(({ key }) => areaOf(key) === area).map(({ line }) => line),
    ]),
  );
}

type LargeArea = (typeof LARGE_AREAS)[number];

function moduleOf(area: LargeArea): string {
  return `${area.replace(".", "-")}-arguments`;
}

function nameOf(area: LargeArea): string {
  const words = area.split(".").map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return `${words.join("")}Arguments`;
}

function typeOf({ kind, options }: MessageArgument): string {
  if (kind === "choice") return options.map((option) => JSON.stringify(option)).join(" | ");
  return kind === "text" ? "Shown" : "number";
}

if (import.meta.main) {
  for (const language of LANGUAGES) writeFileSync(fileOf(language), sortedCatalogue(readCatalogue(language)));
  for (const [file, text] of Object.entries(argumentTypes(readCatalogue("en"))))
    writeFileSync(join(ROOM, file), text);
}
