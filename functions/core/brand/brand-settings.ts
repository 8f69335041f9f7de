import * as z from "zod";
import { emailAddress } from "#core/names/email-address";
import { identifier } from "#core/names/identifier";
import { expecting } from "#core/words/expected-text";
import { contrast, LEAST_CONTRAST } from "./colour.ts";

const COLOUR = "operators.brand.colour";

const colour = z
  .string(COLOUR)
  .regex(/^#[0-9a-f]{6}$/i, COLOUR)
  .refine(
    (sent) => contrast(sent, "#ffffff") >= LEAST_CONTRAST,
    expecting({ key: "operators.brand.contrast", values: { least: LEAST_CONTRAST } }),
  );

/** Text without line breaks: it also goes into mail headers. */
const oneLine = (longest: number) => {
  const expected = expecting({ key: "operators.brand.line", values: { longest } });
  return z
    .string(expected)
    .trim()
    .min(1, expected)
    .max(longest, expected)
    .refine((sent) => !/\p{C}/u.test(sent), expected);
};

const face = z.strictObject({
  /** The name by which customers know the platform. */
  name: oneLine(60),
  /** The path of an SVG or PNG file, relative to the folder of the configuration file. */
  logo: z.string().min(1).optional(),
  colour: colour.optional(),
  supportAddress: emailAddress.optional(),
  supportUrl: z.url({ protocol: /^https$/, error: "operators.fault.https" }).optional(),
  /** The display name in From. Without it, the platform's name is used. */
  senderName: oneLine(60).optional(),
  /** For example the company's name, address and registration. */
  legalLine: oneLine(300).optional(),
});

/** The brand that a deployer declares, with the differences for single projects. */
export const brandSettings = face.extend({
  projects: z.record(identifier, face.partial()).default({}),
});

/** The brand that a deployer declares, with the differences for single projects. */
export type BrandSettings = z.infer<typeof brandSettings>;
