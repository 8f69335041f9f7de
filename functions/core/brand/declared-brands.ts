import type { Brand, Brands, Logo } from "./brand.ts";
import { NO_BRAND } from "./brand.ts";
import type { BrandSettings } from "./brand-settings.ts";
import { onDark } from "./colour.ts";

type Face = Omit<BrandSettings, "projects">;

/** Makes the brands from the deployer's settings; `logos` holds the contents of the declared files. */
export function declaredBrands(
  { projects, ...all }: BrandSettings,
  logos: ReadonlyMap<string, Logo>,
): Brands {
  const own = Object.entries(projects).map(
    ([project, { name = all.name, ...face }]) =>
      [project, brandFrom({ ...inherited(all, name), ...face, name }, logos)] as const,
  );
  return { all: brandFrom(all, logos), projects: Object.fromEntries(own) };
}

/**
 * A project with a name of its own gets neither the platform's sender name nor its logo, because both show
 * the platform's name.
 */
function inherited(all: Face, name: string): Face {
  const { senderName, logo, ...others } = all;
  return name === all.name ? all : others;
}

function brandFrom(
  { name, senderName = name, colour = NO_BRAND.all.colour, logo: file, ...others }: Face,
  logos: ReadonlyMap<string, Logo>,
): Brand {
  const logo = file === undefined ? undefined : logos.get(file);
  return { name, senderName, colour, darkColour: onDark(colour), ...(logo && { logo }), ...others };
}
