import * as z from "zod";
import { correction } from "./correction.ts";
import { requiredRecord } from "./required-records.ts";

/** Epoch milliseconds. */
const time = z.number().int();

/** One required record as the last check saw it. */
const checkedRecord = z.object({
  record: requiredRecord,
  state: z.enum(["right", "missing", "wrong", "conflicting", "unknown"]),
  seen: z.array(z.string()),
  propagation: z.enum(["not-at-name-servers", "cached-elsewhere", "everywhere", "unknown"]),
  cachedUntil: time.optional(),
  unanswered: z.array(z.string()),
  /** When a check last saw it right. */
  rightAt: time.optional(),
  /** Since when no name server has given a usable answer for it. */
  silentSince: time.optional(),
  /** The zone that it belongs to. Every name may be delegated, so each record has its own. */
  place: z
    .object({
      zone: z.string(),
      /** The name relative to that zone. */
      host: z.string(),
      nameServers: z.array(z.string()),
    })
    .optional(),
});

/** One required record as the last check saw it. */
export type CheckedRecord = z.infer<typeof checkedRecord>;

const concernedRecord = z.object({ purpose: z.string(), name: z.string(), type: z.string() });

/** A cause that a check found, with its correction, as far as it is kept. */
const storedFinding = correction.extend({
  code: z.string(),
  severity: z.enum(["urgent", "blocking", "warning", "advice"]),
  /** `null` when it is about the domain as a whole. */
  record: concernedRecord.nullable(),
  /** Every required record that this one cause explains. */
  records: z.array(concernedRecord).readonly(),
  seen: z.array(z.string()),
  expected: z.array(z.string()),
  fix: z.string(),
  evidence: z.array(
    z.object({ statement: z.string(), dig: z.string(), nslookup: z.string(), resolveDnsName: z.string() }),
  ),
});

/** A cause that a check found, with its correction, as far as it is kept. */
export type StoredFinding = z.infer<typeof storedFinding>;

/** The result of the last check of the DNS. */
export const lastCheck = z.object({
  at: time,
  records: z.array(checkedRecord),
  findings: z.array(storedFinding).optional(),
  /** Since when every check has found all records right. */
  rightSince: time.optional(),
  /** Since when the name servers give different answers. */
  disagreeingSince: time.optional(),
  queries: z.number().int(),
});
