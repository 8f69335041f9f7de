import * as z from "zod";
import { onDark } from "./colour.ts";

const logo = z.object({ type: z.enum(["image/svg+xml", "image/png"]), base64: z.string() });

/** A logo that runs nothing and loads nothing. */
export type Logo = z.infer<typeof logo>;

const brand = z.object({
  name: z.string(),
  /** Text in this colour is legible on white, and white text on it. */
  colour: z.string(),
  /** The same colour, legible on dark surfaces. */
  darkColour: z.string(),
  logo: logo.optional(),
  supportAddress: z.string().optional(),
  supportUrl: z.string().optional(),
  /** The display name in From. */
  senderName: z.string(),
  legalLine: z.string().optional(),
});

/** The platform as a customer knows it: shown on pages and in mails. */
export type Brand = z.infer<typeof brand>;

/** The brands of a deployment, as its build wrote them. */
export const brands = z.object({ all: brand, projects: z.record(z.string(), brand).default({}) });

/** The brands of a deployment. */
export type Brands = z.infer<typeof brands>;

const COLOUR = "#1c6b50";

/** The brands where none is declared, as on a developer's machine. */
export const NO_BRAND: Brands = {
  all: { name: "Sendworthy", senderName: "Sendworthy", colour: COLOUR, darkColour: onDark(COLOUR) },
  projects: {},
};

/** Returns the brand that the customers of a project know; without a project, that of the platform. */
export function brandOf({ all, projects }: Brands, project?: string): Brand {
  return (project !== undefined && Object.hasOwn(projects, project) ? projects[project] : undefined) ?? all;
}
