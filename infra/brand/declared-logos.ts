import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Logo } from "#core/brand/brand";
import type { BrandSettings } from "#core/brand/brand-settings";
import { readLogo } from "#core/brand/logo";
import type { Fault } from "#core/tickets/fault";
import type { Text } from "#core/words/texts";

/** The logos that a configuration file names, by path, and the errors in them. */
interface DeclaredLogos {
  readonly logos: ReadonlyMap<string, Logo>;
  readonly faults: readonly Fault[];
}

const NO_FILE: Text = { key: "operators.fault.logo-path", values: {} };

/** Reads the files of all logos, which must be in the folder of the configuration file or below it. */
export async function declaredLogos(
  configurationFile: string,
  settings: BrandSettings | undefined,
): Promise<DeclaredLogos> {
  const named = [
    { field: "brand.logo", file: settings?.logo },
    ...Object.entries(settings?.projects ?? {}).map(([project, { logo }]) => ({
      field: `brand.projects.${project}.logo`,
      file: logo,
    })),
  ].flatMap(({ field, file }) => (file === undefined ? [] : [{ field, file }]));
  const read = await Promise.all(
    named.map(async ({ field, file }) => ({
      field,
      file,
      logo: await readFile(join(dirname(configurationFile), file)).then(readLogo, () => ({ fault: NO_FILE })),
    })),
  );
  return {
    logos: new Map(read.flatMap(({ file, logo }) => ("fault" in logo ? [] : [[file, logo] as const]))),
    faults: read.flatMap(({ field, file, logo }) =>
      "fault" in logo ? [{ field, sent: file, expected: logo.fault }] : [],
    ),
  };
}
