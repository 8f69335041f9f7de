import * as z from "zod";

/** Who can carry out a correction. */
export const ACTORS = [
  "dns-administrator",
  "dns-host",
  "registrar",
  "delegated-zone-operator",
  "platform-support",
  "time",
] as const;

/** Who can carry out a correction. */
export type Actor = (typeof ACTORS)[number];

/** Why a record is changed, or kept. */
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

/** Why a record is changed, or kept. */
export type Reason = (typeof REASONS)[number];

/** One change of one record, field by field as a DNS panel asks for it. */
export const edit = z.object({
  action: z.enum(["add", "replace", "remove", "keep"]),
  type: z.string(),
  /** Full name, lower case, without the final dot. */
  name: z.string(),
  zone: z.string(),
  /** The name relative to the zone; `@` for the zone itself. */
  hostInZone: z.string(),
  /** The value after the edit; for "remove" and "keep", the present value. An MX is without its priority. */
  value: z.string(),
  /** Of "replace": the value that gives way. */
  previous: z.string().optional(),
  /** MX preference. */
  priority: z.number().int().optional(),
  /** Seconds. */
  ttl: z.number().int().optional(),
  /** The host must answer with the record itself: its proxy and its CNAME flattening are off. */
  dnsOnly: z.literal(true).optional(),
  because: z.enum(REASONS),
});

/** One change of one record, field by field as a DNS panel asks for it. */
export type Edit = Readonly<z.infer<typeof edit>>;

/** How a finding is corrected; its sentences, its copy boxes and its JSON are all made from this. */
export const correction = z.object({
  actor: z.enum(ACTORS),
  /** In the order to carry them out; none where the correction is no change of records. */
  edits: z.array(edit).readonly(),
  /** Set where the edits take something away that may be in use: if it is, this is done instead of them. */
  otherwise: z.enum(["another-mail-from", "another-name", "at-the-target"]).optional(),
  /** The event to wait for afterwards, and its latest time (epoch milliseconds). */
  after: z
    .object({
      waitFor: z.enum(["name-servers", "resolver-caches"]),
      until: z.number().int().optional(),
    })
    .optional(),
});

/** How a finding is corrected; its sentences, its copy boxes and its JSON are all made from this. */
export type Correction = Readonly<z.infer<typeof correction>>;
