import * as z from "zod";

/** The people who can carry out a correction. */
export const ACTORS = [
  "dns-administrator",
  "dns-host",
  "registrar",
  "delegated-zone-operator",
  "platform-support",
  "time",
] as const;

/** A person who can carry out a correction. */
export type Actor = (typeof ACTORS)[number];

/** The reasons to change or keep a record. */
export const REASONS = [
  "allows-all-senders",
  "another-service-uses-the-name",
  "answering-zone",
  "as-it-was-meant",
  "breaks-with-the-other-name",
  "cname-stands-alone",
  "current-key",
  "frees-the-name",
  "hidden-by-a-proxy",
  "lets-ses-send",
  "lacks-the-records",
  "leads-nowhere",
  "mailboxes-need-it",
  "must-let-ses-send",
  "must-not-be-at-the-domain",
  "not-read-there",
  "nothing-below-a-dname",
  "only-one",
  "other-mail-needs-it",
  "own-mail-server",
  "priority-has-its-own-field",
  "read-here",
  "registrar-lists-it",
  "required",
  "required-value",
  "right-already",
  "strictest-policy",
  "was-removed",
  "wins-over-the-wildcard",
  "wrong-name",
  "wrong-type",
  "zone-does-not-list-it",
  "zone-lists-it",
] as const;

/** A reason to change or keep a record. */
export type Reason = (typeof REASONS)[number];

/** One change of one record, field by field as a DNS panel asks for it. */
export const edit = z.object({
  action: z.enum(["add", "replace", "remove", "keep"]),
  type: z.string(),
  /** Full name, lower case, without the final dot. */
  name: z.string(),
  zone: z.string(),
  /** The name relative to the zone; `@` for the zone apex. */
  hostInZone: z.string(),
  /**
   * The value after the edit, without the preference of an MX; for "remove" and "keep", the present value.
   */
  value: z.string(),
  /** Only for "replace": the value that is replaced. */
  previous: z.string().optional(),
  /** MX preference. */
  priority: z.number().int().optional(),
  /** The time to live, in seconds. */
  ttl: z.number().int().optional(),
  /**
   * True if the DNS host's proxy and CNAME flattening must be off, so that it answers with the record itself.
   */
  dnsOnly: z.literal(true).optional(),
  because: z.enum(REASONS),
});

/** One change of one record, field by field as a DNS panel asks for it. */
export type Edit = Readonly<z.infer<typeof edit>>;

/** How to correct a finding; its sentences, copy boxes and JSON are made from this. */
export const correction = z.object({
  actor: z.enum(ACTORS),
  /** In the order in which to make them; empty if the correction changes no records. */
  edits: z.array(edit).readonly(),
  /** What to do instead, if something that the edits remove is in use. */
  otherwise: z.enum(["another-mail-from", "another-name", "at-the-target"]).optional(),
  /** The event that must follow the edits, and the latest time for it (epoch milliseconds). */
  after: z
    .object({
      waitFor: z.enum(["name-servers", "resolver-caches"]),
      until: z.number().int().optional(),
    })
    .optional(),
});

/** How to correct a finding; its sentences, copy boxes and JSON are made from this. */
export type Correction = Readonly<z.infer<typeof correction>>;
