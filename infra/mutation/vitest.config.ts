import { defineConfig } from "vitest/config";
import { textFiles } from "../text-files.ts";
import { MUTATION_TESTS } from "./tests-variable.ts";

/** The tests that must detect a mutant: tests of single parts, which start no process and need no bundle. */
export default defineConfig({
  plugins: [textFiles],
  test: {
    // Modules are loaded once, as in `npm test`; otherwise two thirds of the first run would be spent on
    // loading them again.
    isolate: false,
    setupFiles: ["infra/mutation/counts-of-one-file.ts"],
    include: [process.env[MUTATION_TESTS] ?? "test/**/*.test.ts"],
    exclude: [
      "test/{architecture,bench,browser,bundles,contract,deploy,diagnose,independent,local,pages,whole}/**",
      "test/ops/{ops.test.ts,rehearsal/**}",
      // Random histories run all code, and each run takes seconds.
      "test/ownership/**",
      "test/*.test.ts",
    ],
    env: { POWERTOOLS_LOG_LEVEL: "SILENT" },
    // Mutants are switched within the code, which makes it slower.
    testTimeout: 60_000,
  },
});
