import * as z from "zod";
import { correction } from "./correction.ts";
import { requiredRecord } from "./required-records.ts";

/** Epoch milliseconds. */
const time = z.number().int();

/** One required record as the last check observed it. */
const checkedRecord = z.object({
  record: requiredRecord,
  state: z.enum(["right", "missing", "wrong", "conflicting", "unknown"]),
  seen: z.array(z.string()),
  propagation: z.enum(["not-at-name-servers", "cached-elsewhere", "everywhere", "unknown"]),
  cachedUntil: time.optional(),
  unanswered: z.array(z.string()),
  /** When a check last found it right. */
  rightAt: time.optional(),
  /** Since when no name server has given a usable answer about it. */
  silentSince: time.optional(),
  /** The zone that holds the record. Every name may be delegated, so each record has its own zone. */
  place: z
    .object({
      zone: z.string(),
      /** The name relative to that zone. */
      host: z.string(),
      nameServers: z.array(z.string()),
    })
    .optional(),
});

/** One required record as the last check observed it. */
export type CheckedRecord = z.infer<typeof checkedRecord>;

/** A text as its key in the catalogues with arguments, so that each reader gets it in their own language. */
export const storedText = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()])),
});

/** A text as its key in the catalogues with arguments. */
export type StoredText = Readonly<z.infer<typeof storedText>>;

/** An answer that shows the problem, with commands that repeat the query. */
export const evidence = z.object({
  name: z.string(),
  type: z.string(),
  /** Empty if no server could be queried. */
  server: z.string(),
  address: z.string(),
  at: time,
  answer: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("records"), values: z.array(z.string()).readonly(), more: z.number().int() }),
    z.object({ kind: z.literal("absent"), nxdomain: z.boolean() }),
    z.object({ kind: z.literal("unknown"), reason: z.string() }),
  ]),
  /** The command for dig; empty if the name or the server contains characters with a meaning in a shell. */
  dig: z.string(),
  nslookup: z.string(),
  /** The command for PowerShell; also empty for a type that Resolve-DnsName does not know. */
  resolveDnsName: z.string(),
});

/** An answer that shows the problem, with commands that repeat the query. */
export type Evidence = Readonly<z.infer<typeof evidence>>;

const concernedRecord = z.object({ purpose: z.string(), name: z.string(), type: z.string() });

/** A finding of a check, with its correction, in the form in which it is stored. */
const storedFinding = correction.extend({
  code: z.string(),
  severity: z.enum(["urgent", "blocking", "warning", "advice"]),
  /** `null` when it is about the domain as a whole. */
  record: concernedRecord.nullable(),
  /** The required records whose state this finding explains. */
  records: z.array(concernedRecord).readonly(),
  seen: z.array(z.string()),
  expected: z.array(z.string()),
  /** What is wrong, in one sentence. */
  cause: storedText,
  /** More about the cause, in complete sentences. */
  details: z.array(storedText).readonly(),
  /** Names who can act, if it is not the reader. */
  whoActs: storedText.optional(),
  /** Complete sentences about the correction that do not follow from its edits. */
  notes: z.array(storedText).readonly(),
  evidence: z.array(evidence).readonly(),
});

/** A finding of a check, with its correction, in the form in which it is stored. */
export type StoredFinding = z.infer<typeof storedFinding>;

/** The result of the last check of the DNS. */
export const lastCheck = z.object({
  at: time,
  records: z.array(checkedRecord),
  /** Findings in an older form are dropped; the next check finds them again. */
  findings: z.array(storedFinding).optional().catch(undefined),
  /** Since when every check has found all records right. */
  rightSince: time.optional(),
  /** Since when the name servers have given different answers. */
  disagreeingSince: time.optional(),
  queries: z.number().int(),
});
