import * as z from "zod";

/** The reasons to refuse a from address. */
export const REFUSALS = [
  "not-an-address",
  "display-name",
  "reply-address",
  "not-ownable",
  "not-verified",
  "verification-pending",
  "verification-lost",
  "mail-from-domain",
  "dmarc-fails",
  "reply-for-subdomain",
  "reply-for-silent-domain",
  "reply-for-no-mailbox",
  "reply-takes-no-mail",
  "too-many",
] as const;

/** A requested from address that was refused. */
export const refusedAddress = z.object({
  address: z.string(),
  refusals: z.array(z.enum(REFUSALS)),
  /** The owner's identity that covers the address, if there is one. */
  identity: z.string().optional(),
  /** Epoch milliseconds. */
  at: z.number().int(),
});

/** A requested from address that was refused. */
export type RefusedAddress = z.infer<typeof refusedAddress>;
