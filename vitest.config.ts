import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "contract",
          include: ["test/contract/**/*.test.ts"],
          globalSetup: ["test/contract/bundles.ts"],
        },
      },
      {
        extends: true,
        test: { name: "behaviour", include: ["test/**/*.test.ts"], exclude: ["test/contract/**"] },
      },
    ],
  },
});
