/** The ways in which known and hostile providers deviate from the specification. */
export const DEVIATIONS = {
  "no-conflict-modes":
    "knows no conflict modes of TXT records: a DMARC record is added beside the one that is there",
  "ignores-essential":
    "takes every record for essential: a conflict with any of them removes all that the template wrote",
  "no-state": "sends people back without the state",
  "sig-last": "demands the signature as the last parameter",
  "template-unknown": "does not know the template",
  "stale-txt": "does not have the zone, although its TXT record is there",
  slow: "answers after ten seconds",
  huge: "answers without end",
  "hostile-json": "answers with addresses that run scripts or lead inside",
  "private-redirect": "redirects to a private address",
} as const satisfies Record<string, string>;

/** A deviation from the specification. */
export type Deviation = keyof typeof DEVIATIONS;
