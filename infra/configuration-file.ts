import { readFile, writeFile } from "node:fs/promises";
import * as z from "zod";
import { type Brands, NO_BRAND } from "#core/brand/brand";
import { brandSettings } from "#core/brand/brand-settings";
import { declaredBrands } from "#core/brand/declared-brands";
import { configuration } from "#core/deployment-settings";
import { connectorOf, HELP_DESKS } from "#core/help-desks/registry";
import { type Fault, faultsOf, writtenFaults } from "#core/tickets/fault";
import { expecting } from "#core/words/expected-text";
import { textsIn } from "#core/words/texts";
import { declaredLogos } from "./brand/declared-logos.ts";
import { UsageError } from "./command-line.ts";
import { parseGivenJson } from "./given-json.ts";

/** The longest value of a template's parameter: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LARGEST_PARAMETER_BYTES = 4096;

const ENGLISH = textsIn("en");
const { text } = ENGLISH;

/**
 * The functions accept any help desk's name, so that only bundles that talk to help desks contain these. The
 * brand is not part of the parameter, because a logo is larger than a parameter; the build writes it next to
 * the bundles.
 */
const deployable = configuration
  .extend({ brand: brandSettings.optional() })
  .superRefine(({ helpDesks }, context) => {
    for (const name of Object.keys(helpDesks).filter((one) => connectorOf(one) === undefined)) {
      const message = expecting({ key: "fault.one-of", values: { values: HELP_DESKS.join(", ") } });
      context.addIssue({ code: "custom", path: ["helpDesks", name], message });
    }
  });

/**
 * Reads and validates a configuration file; returns the text for the template's parameter, the settings and
 * the brands.
 */
export async function readConfigurationFile(file: string) {
  const written = parseGivenJson(file, await readFile(file, "utf8"));
  const checked = deployable.safeParse(written);
  if (!checked.success) throw faulty(file, faultsOf(checked.error, written));
  const { brand, ...settings } = checked.data;
  const { logos, faults } = await declaredLogos(file, brand);
  if (faults.length > 0) throw faulty(file, faults);
  const brands: Brands = brand === undefined ? NO_BRAND : declaredBrands(brand, logos);
  return { text: parameterText(file, written), configuration: settings, brands };
}

/** Reads a configuration file; an absent one declares nothing. */
export async function readConfigurationIfThere(file: string) {
  return readConfigurationFile(file).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      return { text: "{}", configuration: configuration.parse({}), brands: NO_BRAND };
    throw error;
  });
}

/** Writes the platform's name for customers into a configuration file, and keeps the rest of it. */
export async function writePlatformName(file: string, name: string): Promise<void> {
  const given = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "{}";
    throw error;
  });
  const { brand, ...others } = z
    .looseObject({ brand: z.looseObject({}).optional() })
    .parse(parseGivenJson(file, given));
  await writeFile(file, `${JSON.stringify({ brand: { ...brand, name }, ...others }, null, 2)}\n`);
}

function faulty(file: string, faults: readonly Fault[]): UsageError {
  const lines = writtenFaults(faults, ENGLISH).map(
    ({ field, expected }) => `  ${field || "(all of it)"}: ${expected}`,
  );
  return new UsageError([text("operators.commands.configuration.faults", { file }), ...lines].join("\n"));
}

function parameterText(file: string, content: unknown): string {
  const { brand: _brand, ...parameter } = z.looseObject({}).parse(content);
  const written = JSON.stringify(parameter);
  const bytes = Buffer.byteLength(written);
  if (bytes <= LARGEST_PARAMETER_BYTES) return written;
  throw new UsageError(
    text("operators.commands.configuration.too-large", {
      file,
      bytes: String(bytes),
      most: String(LARGEST_PARAMETER_BYTES),
    }),
  );
}
