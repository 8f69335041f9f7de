import { quoted, shown } from "#core/names/shown-value";
import type { SpfReason } from "#core/policies/spf/spf-result";
import type { Text } from "#core/words/texts";
import type { ExaminedRecord } from "../model/diagnosis-context.ts";

/** The causes of findings about the MAIL FROM domain's name and MX. */
export const MAIL_FROM_CAUSES = {
  outside: (mailFrom: string, domain: string): Text => ({
    key: "finding.mail-from-outside-domain",
    values: { mailFrom, domain },
  }),
  isCname: (name: string, target: string): Text => ({
    key: "finding.mail-from-is-cname",
    values: { name, target: shown(target) },
  }),
  aliased: (name: string, target: string): Text => ({
    key: "finding.mail-from-aliased",
    values: { name, target: shown(target) },
  }),
  taken: (name: string, by: readonly string[]): Text => ({
    key: "finding.mail-from-taken",
    values: { name, by: quoted(by) },
  }),
  severalMx: ({ record: { name }, seen }: ExaminedRecord): Text => ({
    key: "finding.mx-several",
    values: { name, count: seen.length },
  }),
  otherRegion: ({ record: { name } }: ExaminedRecord, region: string): Text =>
    region === ""
      ? { key: "finding.mx-without-region", values: { name } }
      : { key: "finding.mx-other-region", values: { name, region } },
  otherAmazonHost: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.mx-other-amazon-host",
    values: { name },
  }),
  priorityInValue: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.mx-priority-in-value",
    values: { name },
  }),
  nullMx: ({ record: { name } }: ExaminedRecord): Text => ({ key: "finding.mx-null", values: { name } }),
  wrongType: (name: string, type: string): Text => ({
    key: "finding.mx-of-wrong-type",
    values: { name, type },
  }),
} as const;

/** The causes of findings about the MAIL FROM domain's SPF record. */
export const SPF_CAUSES = {
  atDomain: ({ record: { name } }: ExaminedRecord, at: string): Text => ({
    key: "finding.spf-at-domain",
    values: { name, at },
  }),
  several: ({ record: { name }, seen }: ExaminedRecord): Text => ({
    key: "finding.spf-several",
    values: { name, count: seen.length },
  }),
  oddCharacters: ({ record: { name } }: ExaminedRecord, characters: readonly string[]): Text => ({
    key: "finding.spf-odd-characters",
    values: { name, characters },
  }),
  quoted: ({ record: { name } }: ExaminedRecord): Text => ({ key: "finding.spf-quoted", values: { name } }),
  withoutVersion: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.spf-without-version",
    values: { name },
  }),
  asOldType: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.spf-as-old-type",
    values: { name },
  }),
  syntax: ({ record: { name } }: ExaminedRecord, term: string): Text => ({
    key: "finding.spf-syntax",
    values: { name, term: shown(term) },
  }),
  withoutAmazon: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.spf-without-amazon",
    values: { name },
  }),
  includeMistyped: ({ record: { name } }: ExaminedRecord, term: string): Text => ({
    key: "finding.spf-include-mistyped",
    values: { name, term: shown(term) },
  }),
  afterAll: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.spf-include-after-all",
    values: { name },
  }),
  qualified: ({ record: { name } }: ExaminedRecord, sign: string): Text => ({
    key: "finding.spf-include-qualified",
    values: { name, sign },
  }),
  lookups: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.spf-too-many-lookups",
    values: { name },
  }),
  void: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.spf-void-lookups",
    values: { name },
  }),
  fails: ({ record: { name } }: ExaminedRecord): Text => ({ key: "finding.spf-fails", values: { name } }),
  endsInError: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.spf-ends-in-error",
    values: { name },
  }),
  passesAll: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.spf-passes-all",
    values: { name },
  }),
  copiedRange: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.spf-copied-range",
    values: { name },
  }),
} as const;

/** Explains why an SPF record does not pass a sender. */
export function spfReason(reason: SpfReason | undefined): Text {
  if (reason === undefined) return { key: "finding.spf-reason.addresses", values: {} };
  switch (reason.code) {
    case "too-many-lookups":
      return { key: "finding.spf-reason.lookups", values: {} };
    case "too-many-void-lookups":
      return { key: "finding.spf-reason.void", values: {} };
    case "too-many-mx-names":
      return { key: "finding.spf-reason.mx-names", values: {} };
    case "leads-nowhere":
      return { key: "finding.spf-reason.leads-nowhere", values: { term: shown(reason.term) } };
    case "two-records":
      return { key: "finding.spf-reason.two-lines", values: { domain: shown(reason.domain) } };
    case "syntax-error":
      return {
        key: "finding.spf-reason.syntax",
        values: { term: shown(reason.error.term), domain: shown(reason.domain) },
      };
    case "no-answer":
      return { key: "finding.spf-reason.no-answer", values: { domain: shown(reason.asked) } };
    default:
      return { key: "finding.spf-reason.no-line", values: { domain: shown(reason.domain) } };
  }
}
