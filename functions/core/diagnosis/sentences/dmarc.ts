import { shown } from "#core/names/shown-value";
import type { DmarcView } from "#core/policies/dmarc/discover-dmarc";
import type { Text } from "#core/words/texts";

/** The causes of findings about DMARC records. */
export const DMARC_CAUSES = {
  missing: { key: "finding.dmarc-missing", values: {} },
  several: (name: string, count: number): Text => ({ key: "finding.dmarc-several", values: { name, count } }),
  besideCname: (name: string, target: string): Text => ({
    key: "finding.dmarc-beside-cname",
    values: { name, target: shown(target) },
  }),
  misplaced: (at: string): Text => ({ key: "finding.dmarc-misplaced", values: { at } }),
  stray: (at: string, found: string): Text => ({
    key: "finding.dmarc-stray",
    values: { at, name: `_dmarc.${found}` },
  }),
  invalid: (name: string): Text => ({ key: "finding.dmarc-invalid", values: { name } }),
  strictSpf: (name: string, mailFrom: string): Text => ({
    key: "finding.dmarc-strict-spf",
    values: { name, mailFrom },
  }),
  strictDkim: (name: string, domain: string, address: string): Text => ({
    key: "finding.dmarc-strict-dkim",
    values: { name, domain, address: shown(address) },
  }),
  differ: (domain: string): Text => ({ key: "finding.dmarc-rules-differ", values: { domain } }),
} as const;

/** Notes on corrections of DMARC records that no edit expresses. */
export const DMARC_NOTES = {
  publishThere: (name: string, target: string): Text => ({
    key: "finding.note.dmarc-publish-there",
    values: { name, target: shown(target) },
  }),
  correctThere: (name: string, target: string): Text => ({
    key: "finding.note.dmarc-correct-there",
    values: { name, target: shown(target) },
  }),
  dkimIsEnough: { key: "finding.note.dkim-is-enough", values: {} },
  statePolicy: (name: string): Text => ({ key: "finding.note.dmarc-state-policy", values: { name } }),
  applied: (rules: "RFC 7489" | "RFC 9989", { applied, at }: DmarcView): Text =>
    applied === undefined || at === undefined
      ? { key: "finding.note.dmarc-rules-find-none", values: { rules } }
      : {
          key: "finding.note.dmarc-rules-find",
          values: { rules, policy: `p=${applied}`, name: `_dmarc.${at}` },
        },
} as const;

/** The possible errors of a DMARC record. */
export const DMARC_FAULTS = {
  backslashes: { key: "finding.dmarc-fault.backslashes", values: {} },
  quotes: { key: "finding.dmarc-fault.quotes", values: {} },
  version: { key: "finding.dmarc-fault.version", values: {} },
  noPolicy: { key: "finding.dmarc-fault.no-policy", values: {} },
  unknownTag: (part: string): Text => ({
    key: "finding.dmarc-fault.unknown-tag",
    values: { part: shown(part) },
  }),
  twice: (tag: string): Text => ({ key: "finding.dmarc-fault.twice", values: { tag } }),
  value: (tag: string, value: string): Text => ({
    key: "finding.dmarc-fault.value",
    values: { part: shown(`${tag}=${value}`) },
  }),
} as const;
