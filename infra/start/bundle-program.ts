import { join } from "node:path";
import { bundleFolders } from "../bundling/bundle-folders.ts";
import { BUNDLING, REQUIRE_FOR_COMMONJS } from "../bundling/options.ts";

const FOLDER = ".cloud";

/**
 * Bundles the program of `npm start` and its Lambda worker, unless they are newer than their sources; returns
 * the path of the program. Without a bundle, Node keeps its type-stripping compiler and the text of all
 * sources in the memory of each thread. The bundle needs a third less memory.
 */
export async function bundleProgram(root: string): Promise<string> {
  const output = join(root, "dist");
  await bundleFolders({
    root,
    output,
    folders: [FOLDER],
    entryPoints: [
      { in: "infra/start/program.ts", out: `${FOLDER}/index` },
      { in: "infra/local/lambda/worker.ts", out: `${FOLDER}/worker` },
    ],
    options: {
      ...BUNDLING,
      // Few people start the identity provider, so it is not bundled.
      external: ["oidc-provider"],
      // Names are kept for stack traces; the option `minify` would shorten them regardless of other options.
      minify: false,
      minifySyntax: true,
      minifyWhitespace: true,
      banner: { js: REQUIRE_FOR_COMMONJS },
    },
  });
  return join(output, FOLDER, "index.mjs");
}
