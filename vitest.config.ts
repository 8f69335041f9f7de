import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { textFiles } from "./infra/text-files.ts";
import { LongestFirst } from "./test/longest-first.ts";

// What tests load is compiled once, not once a process or thread: https://nodejs.org/api/module.html#module-compile-cache
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(
  new URL("node_modules/.cache/node-compile-cache", import.meta.url),
);

/** Each project sets up what its own files need: tests that need no bundle and no browser wait for none. */
export default defineConfig({
  plugins: [textFiles],
  test: {
    // Bounds a test that hangs, and no more: a busy machine is no fault of a test
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // More workers than processors: those of the whole path wait, too, for time-outs, DNS and processes that start
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "bundles",
          include: ["test/bundles/**/*.test.ts"],
          globalSetup: ["test/bundles/build-bundles.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "whole",
          include: ["test/whole/**/*.test.ts"],
          globalSetup: ["test/whole/bundles.ts"],
          // As below: and the code of the local cloud, once compiled, serves one world after the other
          isolate: false,
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "independent",
          include: ["test/independent/**/*.test.ts"],
          globalSetup: ["test/whole/bundles.ts"],
          hookTimeout: 120_000,
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/browser/start-browser.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "pages",
          include: ["test/pages/**/*.test.ts"],
          globalSetup: ["test/browser/start-browser.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "behaviour",
          // Modules are loaded once a worker, not once a file, which took two thirds of the time: no test may leave
          // a module or the process changed
          isolate: false,
          include: ["test/**/*.test.ts"],
          exclude: [
            "test/bundles/**",
            "test/whole/**",
            "test/browser/**",
            "test/pages/**",
            "test/independent/**",
          ],
          // What functions log of faults that tests made would bury what tests say.
          env: { POWERTOOLS_LOG_LEVEL: "SILENT" },
        },
      },
    ],
  },
});
