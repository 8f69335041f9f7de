import { mkdir, mkdtemp, readFile, rename, rmdir, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Metafile } from "esbuild";
import { type Brands, NO_BRAND } from "#core/brand/brand";
import { writeBrands } from "./brand/write-brands.ts";
import { BUNDLING_OF_FUNCTIONS } from "./bundling/options.ts";
import { runCommand } from "./command-line.ts";
import { freshBundles, metaFileOf } from "./fresh-bundles.ts";
import { functionFolders, readTemplate } from "./template.ts";

/** The built functions, each with its folder and the size of its bundle. */
export interface BuildResult {
  readonly functions: ReadonlyArray<{ readonly folder: string; readonly bytes: number }>;
}

const repository = fileURLToPath(new URL("..", import.meta.url));

/** Bundles the functions, and writes the brands that they show. */
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
 * sources. Metafiles and source maps lie beside the folders, because `sam deploy` uploads the folders as they are, and a
 * source map that is loaded with the code makes each cold start some 17 ms longer.
 */
async function bundleFunctions(root: string, output: string): Promise<BuildResult> {
  const folders = functionFolders(await readTemplate(join(root, "template.yaml")));
  const fresh = await freshBundles(root, output, folders);
  if (fresh !== undefined) return { functions: fresh };
  const beganAt = await fileTime(output);
  // Loaded only if needed: esbuild's process would use memory as long as a local cloud runs.
  const esbuild = await import("esbuild");
  const { metafile, outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: folders.map((folder) => ({ in: `functions/${folder}/handler.ts`, out: `${folder}/index` })),
    outdir: output,
    ...BUNDLING_OF_FUNCTIONS,
    sourcemap: "external",
    sourcesContent: false,
    metafile: true,
    write: false,
  });
  await esbuild.stop();
  await Promise.all(outputFiles.map(({ path, contents }) => replaceFile(placeOf(path, output), contents)));
  return {
    functions: await Promise.all(folders.map((folder) => writeMeta(output, folder, metafile, beganAt))),
  };
}

/** Moves a source map out of the deployed folder: `<output>/one/index.mjs.map` becomes `<output>/.maps/one.mjs.map`. */
function placeOf(path: string, output: string): string {
  return path.endsWith(".map") ? join(output, ".maps", `${basename(dirname(path))}.mjs.map`) : path;
}

/**
 * Returns the present time by the clock of the file system. That clock advances in steps of milliseconds, so a file that is
 * written after a build began may carry an earlier time than the system's clock had at the beginning.
 */
async function fileTime(folder: string): Promise<Date> {
  await mkdir(folder, { recursive: true });
  const stamp = await mkdtemp(join(folder, ".began-"));
  const { mtimeMs } = await stat(stamp);
  await rmdir(stamp);
  return new Date(Math.floor(mtimeMs));
}

/** Replaces a file that differs, in one step, because a running cloud may load it at any moment. */
async function replaceFile(path: string, contents: Uint8Array): Promise<void> {
  const before = await readFile(path).catch(() => undefined);
  if (before?.equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, contents);
  await rename(draft, path);
}

async function writeMeta(
  output: string,
  folder: string,
  metafile: Metafile,
  beganAt: Date,
): Promise<BuildResult["functions"][number]> {
  const [file, bundled] =
    Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${folder}/index.mjs`)) ?? [];
  if (file === undefined || bundled === undefined) throw new Error(`esbuild wrote no bundle of ${folder}`);
  const inputs = Object.fromEntries(
    Object.keys(bundled.inputs).map((input) => [input, metafile.inputs[input]] as const),
  );
  const meta = `${JSON.stringify({ inputs, outputs: { [file]: bundled } }, null, 2)}\n`;
  const metaFile = metaFileOf(output, folder);
  await replaceFile(metaFile, Buffer.from(meta));
  await utimes(metaFile, beganAt, beganAt);
  return { folder, bytes: bundled.bytes };
}

const USAGE = "usage: npm run build";

async function main(): Promise<number> {
  const started = performance.now();
  const { functions } = await build();
  for (const { folder, bytes } of functions) console.log(`dist/${folder}  ${Math.ceil(bytes / 1024)} KiB`);
  console.log(`${functions.length} functions bundled in ${Math.round(performance.now() - started)} ms`);
  return 0;
}

if (import.meta.main) await runCommand({ name: "build", usage: USAGE, failure: 1 }, main);
