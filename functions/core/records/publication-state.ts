import * as z from "zod";

/** Epoch milliseconds. */
const time = z.number().int();

/** The reasons why records must not be published automatically. */
const REASONS = [
  "nothing-to-do",
  "unknown",
  "servers-differ",
  "several-zones",
  "in-use",
  "wildcard",
  "not-in-template",
] as const;

/**
 * Whether the records can be published automatically, at a DNS provider or by a CloudFormation stack, as last
 * determined.
 */
export const publicationState = z.object({
  at: time,
  /** When the DNS provider of the zone was last discovered. */
  discoveredAt: time,
  /** "route-53" for a CloudFormation stack in the customer's account; absent for Domain Connect. */
  way: z.literal("route-53").optional(),
  /** The provider that can publish them; absent if the zone's provider can't. */
  provider: z.string().optional(),
  /** True if the last comparison with the zone showed that publishing harms nothing. */
  isOffered: z.boolean(),
  /** True if a DMARC record would be published as well. */
  hasDmarc: z.boolean().optional(),
  because: z.enum(REASONS).optional(),
  /** The name because of which publishing is refused. */
  name: z.string().optional(),
});

/**
 * Whether the records can be published automatically, at a DNS provider or by a CloudFormation stack, as last
 * determined.
 */
export type PublicationState = z.infer<typeof publicationState>;
