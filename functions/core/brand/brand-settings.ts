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

/** Text that stays on its line, in a header of a mail as well. */
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
  /** The path of an SVG or PNG file, from the configuration file's folder. */
  logo: z.string().min(1).optional(),
  colour: colour.optional(),
  supportAddress: emailAddress.optional(),
  supportUrl: z.url({ protocol: /^https$/, error: "operators.fault.https" }).optional(),
  /** The display name in From; the platform's name without one. */
  senderName: oneLine(60).optional(),
  /** Such as the company's name, address and registration. */
  legalLine: oneLine(300).optional(),
});

/** The brand that a deployer declares, and what differs for single projects. */
export const brandSettings = face.extend({
  projects: z.record(identifier, face.partial()).default({}),
});

/** The brand that a deployer declares, and what differs for single projects. */
export type BrandSettings = z.infer<typeof brandSettings>;
