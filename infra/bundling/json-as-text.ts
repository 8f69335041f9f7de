import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** The texts that only commands on a person's machine show; without them a bundle loads faster. */
const OF_COMMANDS = /^operators\.commands\./;

/**
 * Stores the project's JSON files in a bundle as text, because V8 parses JSON faster than the same data as a
 * program: https://v8.dev/blog/cost-of-javascript-2019#json. Data is parsed when the function loads. The
 * catalogue of a language is parsed when one of its texts is first read, because a call needs only one or two
 * languages.
 */
export const JSON_AS_TEXT: Plugin = {
  name: "json-as-text",
  setup(build) {
    build.onLoad({ filter: /\/(?:functions|locales)\/.*\.json$/ }, async ({ path }) => {
      const data: unknown = JSON.parse(await readFile(path, "utf8"));
      return { contents: path.includes("/locales/") ? parsedOnFirstRead(ofFunctions(data)) : parsed(data) };
    });
  },
};

function ofFunctions(catalogue: unknown): unknown {
  return Object.fromEntries(Object.entries(Object(catalogue)).filter(([key]) => !OF_COMMANDS.test(key)));
}

function parsed(data: unknown): string {
  return `export default /* @__PURE__ */ JSON.parse(${asText(data)});`;
}

/** Writes a module whose object is parsed when a property is first read, or tested with `Object.hasOwn`. */
function parsedOnFirstRead(data: unknown): string {
  return `let known;
    const read = () => (known ??= JSON.parse(${asText(data)}));
    export default /* @__PURE__ */ new Proxy({}, {
      get: (_, key) => read()[key],
      getOwnPropertyDescriptor: (_, key) => Object.getOwnPropertyDescriptor(read(), key),
    });`;
}

/** Returns a string literal that contains the data as JSON. */
function asText(data: unknown): string {
  return JSON.stringify(JSON.stringify(data));
}
