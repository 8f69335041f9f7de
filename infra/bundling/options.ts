import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";
import { evaluatedOnFirstUse } from "./first-use.ts";
import { JSON_AS_TEXT } from "./json-as-text.ts";
import { NO_EVENT_STREAMS } from "./no-event-streams.ts";

/**
 * CommonJS dependencies call `require`, which ES modules lack: https://github.com/aws/aws-sam-cli/issues/4827
 */
export const REQUIRE_FOR_COMMONJS =
  'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);';

/** Templates, styles and the browser's script are included unchanged, as text. */
export const TEXT_FILES = { ".eta": "text", ".css": "text", ".client.js": "text" } as const;

/**
 * esbuild's options for a function's module:
 * https://docs.aws.amazon.com/lambda/latest/dg/typescript-package.html
 */
export const BUNDLING = {
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  mainFields: ["module", "main"],
  minify: true,
  loader: TEXT_FILES,
  logLevel: "silent",
} as const satisfies BuildOptions;

/** esbuild's options for the functions of this project, including those that shorten cold starts. */
export const BUNDLING_OF_FUNCTIONS = {
  ...BUNDLING,
  banner: { js: REQUIRE_FOR_COMMONJS },
  alias: {
    "@aws-sdk/credential-provider-node": fileURLToPath(
      new URL("./environment-credentials.ts", import.meta.url),
    ),
  },
  plugins: [
    JSON_AS_TEXT,
    NO_EVENT_STREAMS,
    evaluatedOnFirstUse({
      "@formatjs/icu-messageformat-parser": ["parse"],
      "email-reply-parser": ["default"],
      htmlparser2: ["Parser"],
      "intl-messageformat": ["formatToParts"],
      "jsonc-parser": ["visit"],
      standardwebhooks: ["Webhook"],
      tldts: ["getDomain"],
    }),
  ],
} satisfies BuildOptions;
