import { z } from "zod";
import { requiredRecord } from "./required-records.ts";

/** Epoch milliseconds. */
const time = z.number().int();

/** How one required record looked at the last look. */
const checkedRecord = z.object({
  record: requiredRecord,
  state: z.enum(["right", "missing", "wrong", "conflicting", "unknown"]),
  seen: z.array(z.string()),
  propagation: z.enum(["not-at-name-servers", "cached-elsewhere", "everywhere"]),
  cachedUntil: time.optional(),
  unanswered: z.array(z.string()),
  /** When a look last saw it right. */
  rightAt: time.optional(),
  /** Where it belongs, once a look found out: every name may be delegated, so each record has its own. */
  place: z
    .object({
      zone: z.string(),
      /** The name relative to that zone. */
      host: z.string(),
      nameServers: z.array(z.string()),
    })
    .optional(),
});

/** How one required record looked at the last look. */
export type CheckedRecord = z.infer<typeof checkedRecord>;

/** What a look found, and the one thing to do about it, as far as it is kept. */
const storedFinding = z.object({
  code: z.string(),
  severity: z.enum(["urgent", "blocking", "warning", "advice"]),
  /** `null` when it is about the domain as a whole. */
  record: z.object({ purpose: z.string(), name: z.string(), type: z.string() }).nullable(),
  seen: z.array(z.string()),
  expected: z.array(z.string()),
  fix: z.string(),
  evidence: z.array(
    z.object({ statement: z.string(), dig: z.string(), nslookup: z.string(), resolveDnsName: z.string() }),
  ),
});

/** What a look found, and the one thing to do about it, as far as it is kept. */
export type StoredFinding = z.infer<typeof storedFinding>;

/** What the last look at the DNS found. */
export const lastCheck = z.object({
  at: time,
  records: z.array(checkedRecord),
  findings: z.array(storedFinding).optional(),
  /** Since when look after look finds all records right. */
  rightSince: time.optional(),
  /** Since when the name servers give different answers. */
  disagreeingSince: time.optional(),
  queries: z.number().int(),
});
