import { shown } from "#core/names/shown-value";
import type { Text } from "#core/words/texts";
import type { FindingDetails } from "../model/finding.ts";

/** The causes of findings about the domain as a whole. */
export const DOMAIN_CAUSES = {
  feedbackMx: (at: string): Text => ({ key: "finding.feedback-mx-at-domain", values: { at } }),
  mxReplaced: (at: string, since: number): Text => ({
    key: "finding.root-mx-replaced",
    values: { at, since },
  }),
  spfReplaced: (at: string): Text => ({ key: "finding.root-spf-replaced", values: { at } }),
  severalSpf: (at: string, count: number): Text => ({
    key: "finding.spf-several-at-domain",
    values: { at, count },
  }),
} as const;

type Words = Pick<FindingDetails, "cause" | "notes" | "actor" | "zone">;

/**
 * Findings about the domain as a whole that no edit of a record corrects: the cause, who can act, and what to
 * do.
 */
export const DOMAIN_WORDS = {
  notPublic: (domain: string): Words => ({
    cause: { key: "finding.domain-not-public", values: { domain } },
    actor: "registrar",
    zone: domain,
    notes: [{ key: "finding.note.check-registration", values: {} }],
  }),
  unseenBySes: (domain: string, error: string): Words => ({
    cause: { key: "finding.dkim-unseen-by-ses", values: { domain, error } },
    ...(error === "SERVICE_ERROR"
      ? { actor: "time", notes: [{ key: "finding.note.ses-checks-again", values: {} }] }
      : { actor: "dns-host", notes: [{ key: "finding.note.ask-about-networks", values: {} }] }),
  }),
  freeMail: (domain: string): Words => ({
    cause: { key: "finding.domain-is-free-mail", values: { domain } },
    actor: "platform-support",
    notes: [{ key: "finding.note.use-own-domain", values: {} }],
  }),
  zoneOfPlatform: (domain: string, zone: string): Words => ({
    cause: { key: "finding.zone-of-platform", values: { domain, zone } },
    actor: "platform-support",
    notes: [{ key: "finding.note.use-own-domain", values: {} }],
  }),
  dnssec: (zone: string): Words => ({
    cause: { key: "finding.dnssec-broken", values: { zone } },
    actor: "dns-host",
    notes: [{ key: "finding.note.sign-again", values: { zone } }],
  }),
  parked: (domain: string, servers: readonly string[]): Words => ({
    cause: { key: "finding.zone-parked", values: { domain, servers: servers.slice(0, 2) } },
    actor: "registrar",
    zone: domain,
    notes: [{ key: "finding.note.enter-real-host", values: {} }],
  }),
  fromOutside: (address: string, domain: string): Words => ({
    cause: { key: "finding.from-outside-domain", values: { address: shown(address), domain } },
    actor: "platform-support",
    notes: [{ key: "finding.note.send-from-domain-or-set-up", values: { domain } }],
  }),
  lookups: (at: string): Words => ({
    cause: { key: "finding.root-spf-too-many-lookups", values: { at } },
    notes: [{ key: "finding.note.shorten-when-you-can", values: {} }],
  }),
} as const;
