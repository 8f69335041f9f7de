import * as z from "zod";
import { cut } from "#core/names/cut";

/** The records of a domain before its set-up, kept to notice what gets lost meanwhile. */
export const snapshot = z.object({
  /** Epoch milliseconds. */
  at: z.number().int(),
  /** Of the registrable domain. */
  mx: z.array(z.string()),
  spf: z.array(z.string()),
  nameServers: z.array(z.string()),
  /** The DMARC record that applied to the identity. */
  dmarc: z.string().optional(),
  /** Names of the mail providers that its records show. */
  providers: z.array(z.string()),
  /** The records that show providers of transactional mail. */
  senders: z
    .array(
      z.object({
        provider: z.string(),
        name: z.string(),
        type: z.enum(["MX", "NS", "TXT", "CNAME"]),
      }),
    )
    .default([]),
  /** The from domains that took no mail. */
  receiveNoMail: z.array(z.string()),
});

/** The records of a domain before its set-up. */
export type Snapshot = z.infer<typeof snapshot>;

const MOST_VALUES = 10;
const LONGEST = 2000;

/** Cuts a snapshot, whatever the DNS of strangers holds: its item must stay below DynamoDB's 400 kB. */
export function boundedSnapshot(whole: Snapshot): Snapshot {
  const { dmarc, ...lists } = whole;
  const bounded = (values: readonly string[]) =>
    values.slice(0, MOST_VALUES).map((value) => cut(value, LONGEST));
  return {
    ...lists,
    mx: bounded(lists.mx),
    spf: bounded(lists.spf),
    nameServers: bounded(lists.nameServers),
    senders: lists.senders.slice(0, MOST_VALUES),
    ...(dmarc === undefined ? {} : { dmarc: cut(dmarc, LONGEST) }),
  };
}
