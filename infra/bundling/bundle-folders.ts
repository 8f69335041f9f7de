import { mkdir, mkdtemp, readFile, rename, rmdir, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { BuildOptions, Metafile } from "esbuild";
import { freshBundles, metaFileOf } from "../fresh-bundles.ts";

/** The folders of bundles to make, with esbuild's options. */
interface FoldersToBundle {
  readonly root: string;
  readonly output: string;
  readonly folders: readonly string[];
  /** The modules of all folders: each folder has an `index`. */
  readonly entryPoints: ReadonlyArray<{ readonly in: string; readonly out: string }>;
  readonly options: BuildOptions;
}

/** A folder of bundles and the size of its `index.mjs`. */
interface BundledFolder {
  readonly folder: string;
  readonly bytes: number;
}

/**
 * Bundles modules to `<output>/<folder>/`, unless all bundles are newer than their sources. Metafiles and
 * source maps are stored outside the folders, because `sam deploy` uploads these completely. A source map
 * that is loaded with the code makes each cold start some 17 ms longer.
 */
export async function bundleFolders(wanted: FoldersToBundle): Promise<readonly BundledFolder[]> {
  const { root, output, folders, entryPoints, options } = wanted;
  const fresh = await freshBundles(root, output, folders);
  if (fresh !== undefined) return fresh;
  const beganAt = await fileTime(output);
  // esbuild is loaded only if needed, because its process uses memory as long as a local cloud runs.
  const esbuild = await import("esbuild");
  const { metafile, outputFiles } = await esbuild.build({
    ...options,
    absWorkingDir: root,
    entryPoints: entryPoints.map((entryPoint) => ({ ...entryPoint })),
    outdir: output,
    metafile: true,
    write: false,
  });
  await esbuild.stop();
  await Promise.all(outputFiles.map(({ path, contents }) => replaceFile(placeOf(path, output), contents)));
  return Promise.all(folders.map((folder) => writeMeta(output, folder, metafile, beganAt)));
}

/**
 * Returns the place of an output file; a source map is moved out of the deployed folder:
 * `<output>/one/index.mjs.map` becomes `<output>/.maps/one.mjs.map`.
 */
function placeOf(path: string, output: string): string {
  return path.endsWith(".map") ? join(output, ".maps", `${basename(dirname(path))}.mjs.map`) : path;
}

/**
 * Returns the present time by the file system's clock. That clock advances in steps of milliseconds, so a
 * file that is written after a build began may have an earlier time than the system's clock had at the
 * beginning.
 */
async function fileTime(folder: string): Promise<Date> {
  await mkdir(folder, { recursive: true });
  const stamp = await mkdtemp(join(folder, ".began-"));
  const { mtimeMs } = await stat(stamp);
  await rmdir(stamp);
  return new Date(Math.floor(mtimeMs));
}

/** Replaces a file that differs, in one step, because a running cloud may load it at any time. */
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
): Promise<BundledFolder> {
  const bundles = Object.entries(metafile.outputs).filter(
    ([path]) => path.includes(`/${folder}/`) && path.endsWith(".mjs"),
  );
  const bytes = bundles.find(([path]) => path.endsWith(`/${folder}/index.mjs`))?.[1].bytes;
  if (bytes === undefined) throw new Error(`esbuild wrote no bundle of ${folder}`);
  const inputs = bundles
    .flatMap(([, bundle]) => Object.keys(bundle.inputs))
    .map((input) => [input, metafile.inputs[input]] as const);
  const made = { inputs: Object.fromEntries(inputs), outputs: Object.fromEntries(bundles) };
  const metaFile = metaFileOf(output, folder);
  await replaceFile(metaFile, Buffer.from(`${JSON.stringify(made, null, 2)}\n`));
  await utimes(metaFile, beganAt, beganAt);
  return { folder, bytes };
}
