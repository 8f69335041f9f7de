import * as z from "zod";

/** Epoch milliseconds. */
const time = z.number().int();

/** Why records must not be published by a template. */
const REASONS = [
  "nothing-to-do",
  "unknown",
  "servers-differ",
  "several-zones",
  "in-use",
  "wildcard",
  "not-in-template",
] as const;

/** Whether the records can publish themselves, as it was last seen. */
export const publicationState = z.object({
  at: time,
  /** When the zone's provider was last looked for. */
  discoveredAt: time,
  /** By a CloudFormation stack in the customer's account; absent for Domain Connect. */
  way: z.literal("route-53").optional(),
  /** The provider that can publish them; absent if the zone has none. */
  provider: z.string().optional(),
  /** True if that was seen to do no harm. */
  isOffered: z.boolean(),
  /** True if a DMARC record would be published, too. */
  hasDmarc: z.boolean().optional(),
  because: z.enum(REASONS).optional(),
  /** The name that it is refused for. */
  name: z.string().optional(),
});

/** Whether the records can publish themselves, as it was last seen. */
export type PublicationState = z.infer<typeof publicationState>;
