import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

/** Matches the files that the bundler loads as text: templates, styles and the browser's script. */
const TEXT = /\.(eta|css|client\.js)$/;

/** Loads these files as text in tests, as the bundler's text loader does for the functions. */
export const textFiles = {
  name: "text-files",
  enforce: "pre",
  resolveId: (id: string, importer = "") =>
    TEXT.test(id) ? `\0text:${resolve(importer, "..", id)}.js` : undefined,
  load: async (id: string) =>
    id.startsWith("\0text:")
      ? `export default ${JSON.stringify(await readFile(id.slice("\0text:".length, -".js".length), "utf8"))};`
      : undefined,
} as const;
