import * as z from "zod";

/** The provider that a domain moves from, and its from addresses there. */
export const migration = z.strictObject({
  /** In the customer's words. */
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
