import * as z from "zod";
import { cut } from "#core/names/cut";

/** The DNS records of a domain before its set-up; later checks compare with them to notice what was lost. */
export const snapshot = z.object({
  /** Epoch milliseconds. */
  at: z.number().int(),
  /** The MX records of the registrable domain. */
  mx: z.array(z.string()),
  spf: z.array(z.string()),
  nameServers: z.array(z.string()),
  /** The DMARC record that applied to the identity before the set-up. */
  dmarc: z.string().optional(),
  /** The mail providers that the records show, by name. */
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
  /** The from domains that accepted no mail. */
  receiveNoMail: z.array(z.string()),
});

/** The DNS records of a domain before its set-up. */
export type Snapshot = z.infer<typeof snapshot>;

const MOST_VALUES = 10;
const LONGEST = 2000;

/**
 * Cuts a snapshot, because a stranger's zone may hold any amount and an item must stay below DynamoDB's 400
 * kB.
 */
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
