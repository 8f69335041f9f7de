import { listed, quoted } from "../model/quoted-values.ts";

/** RFC 7489 §6.3: the least policy there is; it asks receivers for nothing. */
export const ADVISED_DMARC = "v=DMARC1; p=none";

/** What to do about DMARC: never more than advice while the five records are what counts. */
export const DMARC_SENTENCES = {
  missing: (name: string, host: string) =>
    `Optional but advised, and required by large mailbox providers of those who send much mail: add a TXT record with Host ${quoted(host)} (in full ${name}) and value ${quoted(ADVISED_DMARC)}.`,
  several: (name: string, count: number) =>
    `${name} has ${count} DMARC lines, which cancel each other: keep one TXT record and remove the others.`,
  misplaced: (at: string, name: string, host: string) =>
    `The DMARC line stands at ${at}, where nobody looks: move the TXT record to Host ${quoted(host)} (in full ${name}).`,
  stray: (at: string, found: string) =>
    `A DMARC line stands at ${at}, where nobody looks, beside the one that counts at _dmarc.${found}: remove the TXT record at ${at}.`,
  invalid: (name: string, seen: readonly string[], reason: string) =>
    `The DMARC line at ${name} (${listed(seen)}) cannot be read, since ${reason}: write it as ${quoted(ADVISED_DMARC)}, or with the policy you want.`,
  strictSpf: (name: string, mailFrom: string) =>
    `The DMARC line at ${name} says “aspf=s”, so that SPF at ${mailFrom} never counts and only DKIM does: nothing needs to be done while the three DKIM records are right.`,
  strictDkim: (name: string, domain: string, from: string) =>
    `The DMARC line at ${name} says “adkim=s”, so that the signature of ${domain} does not count for ${quoted(from)}: send from an address that ends in “@${domain}”, or remove “adkim=s”.`,
  differ: (domain: string, older: string, newer: string) =>
    `Receivers may apply two different DMARC policies to ${domain} (${older} by the older rules, ${newer} by the newer): to be clear, publish a record at _dmarc.${domain} that states just the “p=” you want.`,
} as const;
