import * as z from "zod";
import { notice } from "#core/onboarding/event";

const HOUR_MS = 3_600_000;

/**
 * The single mails that one address gets in a day (UTC) about the domains of one owner; further ones go into
 * digests.
 */
export const MAILS_A_DAY = 10;

/** Digests are sent at every even hour (UTC). */
export const DIGEST_EVERY_MS = 2 * HOUR_MS;

/** The most notices in one digest, which keeps its item and mail small. */
const DIGEST_ENTRIES = 100;

/** How long a digest's item is kept after its time. */
const KEPT_MS = 7 * 24 * HOUR_MS;

const digestEntry = notice.extend({ onboardingId: z.string() });

/** A notice that is sent as part of a digest. */
export type DigestEntry = z.infer<typeof digestEntry>;

/** A digest: one mail with all notices for one address about the domains of one owner within two hours. */
export const mailDigest = z.object({
  version: z.number().int(),
  address: z.string(),
  entries: z.array(digestEntry).min(1),
  /** When the mail is sent, in epoch milliseconds. */
  sendAt: z.number().int(),
  /** How many times delivery failed. */
  tries: z.number().int(),
  queue: z.literal("undelivered").optional(),
  dueAt: z.number().int().optional(),
  /** The time of deletion, in epoch seconds. */
  forgetAt: z.number().int(),
});

/** A digest: one mail that replaces many. */
export type MailDigest = z.infer<typeof mailDigest>;

/** Returns the time of the next digest. */
export function nextDigestAt(now: number): number {
  return (Math.floor(now / DIGEST_EVERY_MS) + 1) * DIGEST_EVERY_MS;
}

/** Makes a digest, or adds a notice to one; `undefined` if that digest is full or was sent. */
export function withEntry(
  current: MailDigest | undefined,
  address: string,
  entry: DigestEntry,
  sendAt: number,
): MailDigest | undefined {
  if (current !== undefined && (current.queue === undefined || current.entries.length >= DIGEST_ENTRIES))
    return undefined;
  return {
    version: (current?.version ?? 0) + 1,
    address,
    entries: [...(current?.entries ?? []), entry],
    sendAt,
    tries: current?.tries ?? 0,
    queue: "undelivered",
    dueAt: current?.dueAt ?? sendAt,
    forgetAt: Math.ceil((sendAt + KEPT_MS) / 1000),
  };
}
