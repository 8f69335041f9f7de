import * as z from "zod";

/** Epoch milliseconds. */
const time = z.number().int();

const alignmentView = z.object({
  policy: z
    .object({
      at: z.string(),
      stated: z.enum(["none", "quarantine", "reject"]),
      applied: z.enum(["none", "quarantine", "reject"]),
      adkim: z.enum(["r", "s"]),
      aspf: z.enum(["r", "s"]),
      isInherited: z.boolean(),
    })
    .optional(),
  dkim: z.enum(["yes", "no", "unknown"]),
  spf: z.enum(["yes", "no", "unknown"]),
  dmarc: z.enum(["pass", "fail", "none", "unknown"]),
  isEnforced: z.boolean(),
});

/** The DMARC alignment of a from address at the last check. */
const alignmentReport = z.object({
  at: time,
  /** The domain of the From header. */
  headerFrom: z.string(),
  /** The signing domain, the d= tag of RFC 6376; `null` while mail is not signed. */
  dkimDomain: z.string().nullable(),
  /** The domain of the envelope sender. */
  mailFrom: z.string(),
  /** True if SES uses its own domain. */
  isDefaultMailFrom: z.boolean(),
  rfc7489: alignmentView,
  rfc9989: alignmentView,
  dmarc: z.enum(["pass", "fail", "none", "unknown"]),
  provablyFails: z.boolean(),
});

/** The DMARC alignment of a from address at the last check. */
export type AlignmentReport = z.infer<typeof alignmentReport>;

/** The warnings about an accepted address. */
export const WARNINGS = [
  "reply-free-mail",
  "receives-unknown",
  "not-used-before",
  "dmarc-unknown",
  "dmarc-differs",
  "spf-alone",
  "address-identity",
  "dkim-alone",
  "dmarc-fails",
] as const;

/** An address that a project may send from. */
export const fromAddress = z.object({
  /** The address with its original local part, and with its domain as A-labels. */
  address: z.string(),
  displayName: z.string().optional(),
  replyAddress: z.string().optional(),
  isDefault: z.boolean(),
  /** Set if the platform reported that it sends from this address. */
  inUse: z.object({ since: time, by: z.string() }).optional(),
  addedAt: time,
  addedBy: z.string(),
  warnings: z.array(z.enum(WARNINGS)),
  /** Set if an operator accepted the address although it fails DMARC. */
  override: z.object({ because: z.string(), at: time, by: z.string() }).optional(),
  alignment: alignmentReport,
});

/** An address that a project may send from. */
export type FromAddress = z.infer<typeof fromAddress>;

/** A removed address, with the reason if it was still needed. */
export const removedAddress = z.object({
  address: z.string(),
  at: time,
  by: z.string(),
  because: z.string().optional(),
});
