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

/** A text by its key in the catalogues and its arguments: it is written in the language of each reader. */
export const storedText = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()])),
});

/** A text by its key in the catalogues and its arguments. */
export type StoredText = Readonly<z.infer<typeof storedText>>;

/** An answer that shows a finding, with commands that repeat the question. */
export const evidence = z.object({
  name: z.string(),
  type: z.string(),
  /** Empty if no server could be asked. */
  server: z.string(),
  address: z.string(),
  at: time,
  answer: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("records"), values: z.array(z.string()).readonly(), more: z.number().int() }),
    z.object({ kind: z.literal("absent"), nxdomain: z.boolean() }),
    z.object({ kind: z.literal("unknown"), reason: z.string() }),
  ]),
  /** Empty when name or server hold characters that a shell could take for its own. */
  dig: z.string(),
  nslookup: z.string(),
  /** Empty also for a type that PowerShell lacks. */
  resolveDnsName: z.string(),
});

/** An answer that shows a finding, with commands that repeat the question. */
export type Evidence = Readonly<z.infer<typeof evidence>>;

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
  /** What is wrong, in one sentence. */
  cause: storedText,
  /** More about the cause, in whole sentences. */
  details: z.array(storedText).readonly(),
  /** Who can act, unless it is the reader. */
  whoActs: storedText.optional(),
  /** Whole sentences that belong to the correction and follow from no edit. */
  notes: z.array(storedText).readonly(),
  evidence: z.array(evidence).readonly(),
});

/** A cause that a check found, with its correction, as far as it is kept. */
export type StoredFinding = z.infer<typeof storedFinding>;

/** The result of the last check of the DNS. */
export const lastCheck = z.object({
  at: time,
  records: z.array(checkedRecord),
  /** Those that an earlier version stored in another form are dropped: the next check finds them. */
  findings: z.array(storedFinding).optional().catch(undefined),
  /** Since when every check has found all records right. */
  rightSince: time.optional(),
  /** Since when the name servers give different answers. */
  disagreeingSince: time.optional(),
  queries: z.number().int(),
});
