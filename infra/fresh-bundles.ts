import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { FIRST_USE } from "./bundling/first-use.ts";

interface Meta {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, { readonly bytes: number }>>;
}

/** The files that affect every bundle besides its sources. */
const RECIPE = [
  "template.yaml",
  "package.json",
  "package-lock.json",
  "infra/build.ts",
  "infra/bundling/bundle-folders.ts",
  "infra/bundling/options.ts",
  "infra/bundling/first-use.ts",
  "infra/bundling/json-as-text.ts",
  "infra/bundling/no-event-streams.ts",
  "infra/start/bundle-program.ts",
];

/**
 * Returns the size of each bundle in `output` if all of them are newer than their sources. A metafile has the
 * time at which its build began, so a source that changes during a build counts as newer.
 */
export async function freshBundles(
  root: string,
  output: string,
  folders: readonly string[],
): Promise<Array<{ folder: string; bytes: number }> | undefined> {
  try {
    const metas = await Promise.all(folders.map((folder) => readMeta(output, folder)));
    const oldest = Math.min(...metas.map(({ builtAt }) => builtAt));
    const inputs = new Set(metas.flatMap(({ inputs: made }) => made));
    const changes = await Promise.all([...inputs].map((path) => changedAt(join(root, path))));
    const recipe = await Promise.all(RECIPE.map((path) => changedAt(join(root, path)).catch(() => 0)));
    if (Math.max(...changes, ...recipe) >= oldest) return undefined;
    return metas.map(({ folder, bytes }) => ({ folder, bytes }));
  } catch {
    // A bundle or one of its sources is missing.
    return undefined;
  }
}

/** Returns the path of a bundle's metafile, which lies outside the deployed folder. */
export function metaFileOf(output: string, folder: string): string {
  return join(output, ".meta", `${folder}.json`);
}

async function readMeta(output: string, folder: string) {
  const file = metaFileOf(output, folder);
  const { inputs, outputs }: Meta = JSON.parse(await readFile(file, "utf8"));
  const [bundle] = Object.values(outputs);
  await stat(join(output, folder, "index.mjs"));
  return {
    folder,
    builtAt: await changedAt(file),
    bytes: bundle?.bytes ?? 0,
    inputs: Object.keys(inputs)
      // A module that a plugin of the build generated is no file.
      .filter((path) => !path.startsWith(`${FIRST_USE}:`))
      // The prefix that esbuild gives to a module that package.json's `browser` field disables.
      .map((path) => path.replace(/^\(disabled\):/, "")),
  };
}

async function changedAt(path: string): Promise<number> {
  return (await stat(path)).mtimeMs;
}
