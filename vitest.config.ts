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
        test: {
          name: "whole",
          include: ["test/whole/**/*.test.ts"],
          globalSetup: ["test/whole/bundles.ts"],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "behaviour",
          include: ["test/**/*.test.ts"],
          exclude: ["test/contract/**", "test/whole/**"],
        },
      },
    ],
  },
});
