import type { Plugin } from "esbuild";

/** The namespace of the modules that the plugin writes, as metafiles name them. */
export const FIRST_USE = "first-use";

/**
 * Makes a plugin that evaluates packages when one of their functions is first called, instead of at each cold
 * start. For each package, the functions and classes that the project imports are listed; any other import
 * fails the build.
 */
export function evaluatedOnFirstUse(packages: Readonly<Record<string, readonly string[]>>): Plugin {
  return {
    name: "evaluated-on-first-use",
    setup(build) {
      build.onResolve({ filter: /^[^./#]/ }, ({ path, importer, namespace, resolveDir }) =>
        path in packages && namespace !== FIRST_USE && !importer.includes("/node_modules/")
          ? { path, namespace: FIRST_USE, sideEffects: false, pluginData: resolveDir }
          : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: FIRST_USE }, ({ path, pluginData: resolveDir }) => ({
        contents: (packages[path] ?? []).map((name) => forwarder(path, name)).join("\n"),
        resolveDir,
      }));
    },
  };
}

/**
 * Writes a function that forwards to a function or class of a package. esbuild evaluates a package that is
 * required inside a function only when that function is first called.
 */
function forwarder(path: string, name: string): string {
  return `export ${name === "default" ? "default function" : `function ${name}`}(...values) {
    const { ${name}: itself } = require(${JSON.stringify(path)});
    return new.target ? new itself(...values) : itself(...values);
  }`;
}
