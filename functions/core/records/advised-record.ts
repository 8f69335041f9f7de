import * as z from "zod";
import type { RequiredRecord } from "./required-records.ts";

/** Epoch milliseconds. */
const time = z.number().int();

/** An optional record: a DMARC policy that only monitors. It is never one of the required records. */
const advisedRecord = z.object({
  purpose: z.literal("dmarc"),
  /** Full name, lower case, without the final dot. */
  name: z.string(),
  type: z.literal("TXT"),
  value: z.string(),
  priority: z.undefined().optional(),
  /** The time to live, in seconds. */
  ttl: z.number().int(),
});

/** An optional record: a DMARC policy that only monitors. */
export type AdvisedRecord = z.infer<typeof advisedRecord>;

/** A record that can be published: one of the required ones, or the optional one. */
export type PublishedRecord = RequiredRecord | AdvisedRecord;

/** Whether a domain needs the optional record, as the last check saw it. */
const STATES = [
  /** DNS shows that no DMARC policy applies, neither at the domain nor above it. */
  "offered",
  /** The record is published as advised. */
  "right",
  /** Another policy applies, and is not changed. */
  "not-needed",
  /** DNS did not answer, or the record there cannot be parsed. */
  "not-known",
] as const;

/** Whether a domain needs the optional record, as the last check saw it. */
export type AdviceState = (typeof STATES)[number];

/** The optional record with its state, as it was last seen. */
export const advice = z.object({ at: time, state: z.enum(STATES), record: advisedRecord });

/** The optional record with its state, as it was last seen. */
export type Advice = z.infer<typeof advice>;

/** The weakest policy of RFC 9989 §4.7: it asks receivers to do nothing. */
const MONITORING = "v=DMARC1; p=none";

/** Returns the DMARC policy that only monitors, with a report address if there is one. */
export function monitoringDmarc(reports?: string): string {
  return reports === undefined ? MONITORING : `${MONITORING}; rua=mailto:${reports}`;
}

/** Returns the optional record of a domain. */
export function advisedRecordOf(domain: string, reports?: string): AdvisedRecord {
  return {
    ...{ purpose: "dmarc", type: "TXT", ttl: 3600 },
    name: `_dmarc.${domain}`,
    value: monitoringDmarc(reports),
  };
}
