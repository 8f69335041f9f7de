import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Brands, NO_BRAND } from "#core/brand/brand";
import { writeBrands } from "./brand/write-brands.ts";
import { bundleFolders } from "./bundling/bundle-folders.ts";
import { BUNDLING_OF_FUNCTIONS } from "./bundling/options.ts";
import { runCommand } from "./command-line.ts";
import { functionFolders, readTemplate } from "./template.ts";

/** The built functions, each with its folder and bundle size. */
export interface BuildResult {
  readonly functions: ReadonlyArray<{ readonly folder: string; readonly bytes: number }>;
}

const repository = fileURLToPath(new URL("..", import.meta.url));

/** Bundles the functions, and writes the brands for them. */
export async function build(
  root: string = repository,
  output: string = join(root, "dist"),
  brands: Brands = NO_BRAND,
): Promise<BuildResult> {
  const result = await bundleFunctions(root, output);
  await writeBrands(
    output,
    result.functions.map(({ folder }) => folder),
    brands,
  );
  return result;
}

/**
 * Bundles each function of `<root>/template.yaml` to `<output>/<folder>/index.mjs`, unless all bundles are newer than their
 * sources.
 */
async function bundleFunctions(root: string, output: string): Promise<BuildResult> {
  const folders = functionFolders(await readTemplate(join(root, "template.yaml")));
  const entryPoints = folders.map((folder) => ({
    in: `functions/${folder}/handler.ts`,
    out: `${folder}/index`,
  }));
  const options = { ...BUNDLING_OF_FUNCTIONS, sourcemap: "external", sourcesContent: false } as const;
  return { functions: await bundleFolders({ root, output, folders, entryPoints, options }) };
}

const USAGE = "npm run build";

async function main(): Promise<number> {
  const started = performance.now();
  const { functions } = await build();
  for (const { folder, bytes } of functions) console.log(`dist/${folder}  ${Math.ceil(bytes / 1024)} KiB`);
  console.log(`${functions.length} functions bundled in ${Math.round(performance.now() - started)} ms`);
  return 0;
}

if (import.meta.main) await runCommand({ name: "build", usage: USAGE, failure: 1 }, main);
