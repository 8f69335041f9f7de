import { defineConfig } from "vitest/config";
import { textFiles } from "../text-files.ts";

/** The tests that a mutant must not survive: those of single parts, which start no process and need no bundle. */
export default defineConfig({
  plugins: [textFiles],
  test: {
    // Modules are loaded once, as in `npm test`: two thirds of the first run would go into loading them again
    isolate: false,
    include: ["test/**/*.test.ts"],
    exclude: [
      "test/{architecture,bench,browser,bundles,contract,deploy,diagnose,independent,local,pages,whole}/**",
      "test/ops/{ops.test.ts,rehearsal/**}",
      // Random histories reach everything, and each run of them takes seconds
      "test/ownership/**",
      "test/*.test.ts",
    ],
    env: { POWERTOOLS_LOG_LEVEL: "SILENT" },
    // Mutants are switched inside of the code, which takes its time
    testTimeout: 60_000,
  },
});
