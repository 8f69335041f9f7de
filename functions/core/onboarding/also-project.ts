import * as z from "zod";

/** The provider from which a domain moves, and the from addresses used there. */
export const migration = z.strictObject({
  /** The provider's name as the customer wrote it. */
  provider: z.string().min(1).max(100).optional(),
  addresses: z.array(z.string()).max(20).default([]),
});

/** A project that shares the identity of another project's onboarding, with the request of its tickets. */
export const alsoProject = z.object({
  project: z.string(),
  requester: z.string(),
  fromAddresses: z.array(z.string()),
  replyAddress: z.string().optional(),
  mailboxExists: z.boolean().optional(),
  migratingFrom: migration.optional(),
});

/** A project that shares the identity of another project's onboarding. */
export type AlsoProject = z.infer<typeof alsoProject>;
