import { quoted } from "../model/quoted-values.ts";

/** RFC 7489 §6.3: the least policy there is; it asks receivers for nothing. */
export const ADVISED_DMARC = "v=DMARC1; p=none";

/** Causes of faults of DMARC records; those of advice end in what to do. */
export const DMARC_CAUSES = {
  missing: "Optional but advised, and required by large mailbox providers of those who send much mail",
  several: (name: string, count: number) => `${name} has ${count} DMARC lines, which cancel each other`,
  besideCname: (name: string, target: string) =>
    `${name} has a DMARC line and a CNAME to ${quoted(target)}, so that some receivers find one and some the other`,
  misplaced: (at: string) => `The DMARC line is at ${at}, where no receiver reads it`,
  stray: (at: string, found: string) =>
    `A DMARC line is at ${at}, where no receiver reads it, beside the one that counts at _dmarc.${found}`,
  invalid: (name: string, reason: string) => `The DMARC line at ${name} cannot be read as it is: ${reason}`,
  strictSpf: (name: string, mailFrom: string) =>
    `The DMARC line at ${name} says “aspf=s”, so that SPF at ${mailFrom} never counts and only DKIM does`,
  strictDkim: (name: string, domain: string, from: string) =>
    `The DMARC line at ${name} says “adkim=s”, so that the signature of ${domain} does not count for ${quoted(from)}`,
  differ: (domain: string, older: string, newer: string) =>
    `Receivers may apply two different DMARC policies to ${domain} (${older} by the older rules, ${newer} by the newer)`,
} as const;
