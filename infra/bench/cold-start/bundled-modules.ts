import { readFile } from "node:fs/promises";
import { metaFileOf } from "../../fresh-bundles.ts";

interface Metafile {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

/**
 * Returns the paths of the modules that contribute at least one byte to a bundle, as its metafile names them.
 */
export async function bundledModules(output: string, folder: string): Promise<string[]> {
  const { outputs }: Metafile = JSON.parse(await readFile(metaFileOf(output, folder), "utf8"));
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([module]) => module),
  );
}
