import { readdirSync } from "node:fs";
import { REPOSITORY, readRepositoryFile } from "./deployment.ts";

/** The folders with code. */
const FOLDERS = ["functions", "infra", "locales", "statemachine", "test"];

/** The paths of all files of the code, relative to the repository, with slashes. */
export const FILES: readonly string[] = FOLDERS.flatMap((folder) =>
  readdirSync(`${REPOSITORY}/${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(REPOSITORY.length).replaceAll("\\", "/"))
    .map((path) => path.replace(/^\/+/, "")),
);

/** The TypeScript and JavaScript files. */
export const SOURCES: readonly string[] = FILES.filter((path) => /\.m?[jt]s$/.test(path));

/** Returns the imports of a module, including those of types, as written. */
export function importsOf(source: string): string[] {
  const text = readRepositoryFile(source);
  return [
    ...text.matchAll(/^\s*(?:import|export)\s[^"'`;]*?from\s+["']([^"']+)["']/gm),
    ...text.matchAll(/\bimport\s*\(\s*["']([^"']+)["']/g),
    ...text.matchAll(/^\s*import\s+["']([^"']+)["']/gm),
  ].map(([, specifier = ""]) => specifier);
}
