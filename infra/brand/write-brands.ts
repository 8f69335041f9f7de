import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Brands, NO_BRAND } from "#core/brand/brand";
import { metaFileOf } from "../fresh-bundles.ts";

/** The module that reads the file; a bundle that contains it shows a brand. */
const READER = "functions/adapters/brands/bundled-brands.ts";

/** Writes the brands next to each bundle that shows one. */
export async function writeBrands(output: string, folders: readonly string[], brands: Brands): Promise<void> {
  await Promise.all(
    folders.map(async (folder) => {
      const file = join(output, folder, "brands.json");
      const showsBrand = brands !== NO_BRAND && (await isIn(READER, metaFileOf(output, folder)));
      await (showsBrand ? writeFile(file, JSON.stringify(brands)) : rm(file, { force: true }));
    }),
  );
}

async function isIn(input: string, metaFile: string): Promise<boolean> {
  const { inputs }: { inputs: Record<string, unknown> } = JSON.parse(await readFile(metaFile, "utf8"));
  return Object.hasOwn(inputs, input);
}
