import * as z from "zod";
import { onDark } from "./colour.ts";

const logo = z.object({ type: z.enum(["image/svg+xml", "image/png"]), base64: z.string() });

/** A logo that contains no script and no reference to another resource. */
export type Logo = z.infer<typeof logo>;

const brand = z.object({
  name: z.string(),
  /** The brand's colour. Its contrast with white is sufficient, as text and as background. */
  colour: z.string(),
  /** A lighter form of the colour, with sufficient contrast on dark surfaces. */
  darkColour: z.string(),
  logo: logo.optional(),
  supportAddress: z.string().optional(),
  supportUrl: z.string().optional(),
  /** The display name in From. */
  senderName: z.string(),
  legalLine: z.string().optional(),
});

/** The name, logo and colours that customers see on pages and in mails. */
export type Brand = z.infer<typeof brand>;

/** The brands of a deployment; the build writes them into the bundles. */
export const brands = z.object({ all: brand, projects: z.record(z.string(), brand).default({}) });

/** The brands of a deployment. */
export type Brands = z.infer<typeof brands>;

const COLOUR = "#1c6b50";

/** The brands of a deployment that declares none. */
export const NO_BRAND: Brands = {
  all: { name: "Sendworthy", senderName: "Sendworthy", colour: COLOUR, darkColour: onDark(COLOUR) },
  projects: {},
};

/** Returns the brand that customers of a project see; without a project, the platform's brand. */
export function brandOf({ all, projects }: Brands, project?: string): Brand {
  return (project !== undefined && Object.hasOwn(projects, project) ? projects[project] : undefined) ?? all;
}
