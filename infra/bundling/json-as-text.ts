import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** The texts that only commands on a person's machine show: a bundle is loaded faster without them. */
const OF_COMMANDS = /^operators\.commands\./;

/**
 * Keeps the project's JSON files in a bundle as text that is parsed when the function loads. V8 reads JSON faster than the same
 * data as a program: https://v8.dev/blog/cost-of-javascript-2019#json
 */
export const JSON_AS_TEXT: Plugin = {
  name: "json-as-text",
  setup(build) {
    build.onLoad({ filter: /\/(?:functions|locales)\/.*\.json$/ }, async ({ path }) => {
      const data: unknown = JSON.parse(await readFile(path, "utf8"));
      const json = JSON.stringify(path.includes("/locales/") ? ofFunctions(data) : data);
      return { contents: `export default /* @__PURE__ */ JSON.parse(${JSON.stringify(json)});` };
    });
  },
};

function ofFunctions(catalogue: unknown): unknown {
  return Object.fromEntries(Object.entries(Object(catalogue)).filter(([key]) => !OF_COMMANDS.test(key)));
}
