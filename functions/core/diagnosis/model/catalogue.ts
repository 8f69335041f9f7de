/**
 * The severities: "urgent" does harm now, "blocking" prevents verification, "warning" works with a risk,
 * "advice" is only information.
 */
export const SEVERITIES = ["urgent", "blocking", "warning", "advice"] as const;

/** The severity of a finding. */
export type Severity = (typeof SEVERITIES)[number];

interface Entry {
  readonly severity: Severity;
  /** The kind of record that the finding concerns. */
  readonly about: "any record" | "DKIM" | "MAIL FROM" | "MAIL FROM MX" | "MAIL FROM SPF" | "DMARC" | "domain";
}

const urgent = (about: Entry["about"]): Entry => ({ severity: "urgent", about });
const blocking = (about: Entry["about"]): Entry => ({ severity: "blocking", about });
const warning = (about: Entry["about"]): Entry => ({ severity: "warning", about });
const advice = (about: Entry["about"]): Entry => ({ severity: "advice", about });

/** All findings. A published code never changes its meaning. */
export const CATALOGUE = {
  FEEDBACK_MX_AT_DOMAIN: urgent("domain"),
  ROOT_MX_REPLACED: urgent("domain"),
  ROOT_SPF_REPLACED: urgent("domain"),

  DOMAIN_NOT_PUBLIC: blocking("domain"),
  DOMAIN_IS_FREE_MAIL: blocking("domain"),
  ZONE_OF_PLATFORM: blocking("domain"),
  DNSSEC_BROKEN: blocking("domain"),
  MAIL_FROM_OUTSIDE_DOMAIN: blocking("MAIL FROM"),

  NAME_DOUBLED: blocking("any record"),
  NAME_WITHOUT_SUBDOMAIN: blocking("any record"),
  NAME_TOO_DEEP: blocking("any record"),
  NAME_WITHOUT_UNDERSCORE: blocking("any record"),
  NAME_WITHOUT_DOMAINKEY: blocking("DKIM"),
  NAME_WITHOUT_HOST: blocking("any record"),
  NAME_AND_VALUE_EXCHANGED: blocking("any record"),
  NAME_BELOW_DNAME: blocking("any record"),
  NAME_DELEGATED: blocking("any record"),
  ZONE_ON_SAME_SERVERS: blocking("any record"),
  RECORD_VANISHED: blocking("any record"),
  RECORD_MISSING: blocking("any record"),
  RECORD_DUPLICATED: blocking("any record"),
  NAME_SERVERS_DISAGREE: blocking("any record"),
  TWO_DNS_HOSTS: blocking("any record"),
  NAME_SERVERS_NOT_IN_STEP: advice("any record"),
  WILDCARD_ANSWERS: blocking("any record"),

  CNAME_IN_THE_WAY: blocking("any record"),

  VALUE_DOMAIN_APPENDED: blocking("any record"),
  VALUE_CUT_OFF: blocking("any record"),
  VALUE_QUOTED: blocking("any record"),
  VALUE_MISTYPED: blocking("any record"),
  VALUE_AMAZONAWS: blocking("any record"),
  VALUE_IS_NAME: blocking("any record"),
  VALUE_WRONG: blocking("any record"),

  CNAME_PROXIED: blocking("DKIM"),
  CNAME_FLATTENED: warning("any record"),
  DKIM_KEY_PASTED: blocking("DKIM"),
  ADDRESS_INSTEAD_OF_CNAME: blocking("DKIM"),
  TXT_INSTEAD_OF_CNAME: blocking("DKIM"),
  NS_INSTEAD_OF_CNAME: blocking("DKIM"),
  CNAME_INDIRECT: blocking("DKIM"),
  DKIM_VALUES_SWAPPED: blocking("DKIM"),
  DKIM_OLD_TOKEN: blocking("DKIM"),
  DKIM_OTHER_SIGNING_ZONE: blocking("DKIM"),

  MAIL_FROM_IS_CNAME: blocking("MAIL FROM"),
  MAIL_FROM_ALIASED: warning("MAIL FROM"),
  MAIL_FROM_TAKEN: blocking("MAIL FROM"),
  MX_SEVERAL: blocking("MAIL FROM MX"),
  MX_OTHER_REGION: blocking("MAIL FROM MX"),
  MX_OTHER_AMAZON_HOST: blocking("MAIL FROM MX"),
  MX_PRIORITY_IN_VALUE: blocking("MAIL FROM MX"),
  MX_NULL: blocking("MAIL FROM MX"),
  CNAME_INSTEAD_OF_MX: blocking("MAIL FROM MX"),
  TXT_INSTEAD_OF_MX: blocking("MAIL FROM MX"),

  SPF_AT_DOMAIN: blocking("MAIL FROM SPF"),
  SPF_SEVERAL: blocking("MAIL FROM SPF"),
  SPF_NOT_RECOGNISED: blocking("MAIL FROM SPF"),
  SPF_AS_OLD_TYPE: blocking("MAIL FROM SPF"),
  SPF_SYNTAX: blocking("MAIL FROM SPF"),
  SPF_WITHOUT_AMAZON: blocking("MAIL FROM SPF"),
  SPF_INCLUDE_MISTYPED: blocking("MAIL FROM SPF"),
  SPF_INCLUDE_AFTER_ALL: blocking("MAIL FROM SPF"),
  SPF_INCLUDE_QUALIFIED: blocking("MAIL FROM SPF"),
  SPF_TOO_MANY_LOOKUPS: blocking("MAIL FROM SPF"),
  SPF_VOID_LOOKUPS: blocking("MAIL FROM SPF"),
  SPF_FAILS: blocking("MAIL FROM SPF"),
  SPF_ENDS_IN_ERROR: warning("MAIL FROM SPF"),
  SPF_PASSES_ALL: warning("MAIL FROM SPF"),
  SPF_COPIED_RANGE: warning("MAIL FROM SPF"),
  SPF_SEVERAL_AT_DOMAIN: warning("domain"),
  ROOT_SPF_TOO_MANY_LOOKUPS: advice("domain"),

  DKIM_UNSEEN_BY_SES: warning("DKIM"),
  DMARC_MISSING: advice("DMARC"),
  DMARC_SEVERAL: warning("DMARC"),
  DMARC_BESIDE_CNAME: warning("DMARC"),
  DMARC_MISPLACED: warning("DMARC"),
  DMARC_INVALID: warning("DMARC"),
  DMARC_STRICT_SPF: advice("DMARC"),
  DMARC_STRICT_DKIM: warning("DMARC"),
  DMARC_RULES_DIFFER: advice("DMARC"),

  PUBLISHED_BUT_CACHED: advice("any record"),
  NAME_SERVER_SILENT: warning("domain"),
  NAME_SERVER_REFUSING: warning("domain"),
  NAME_SERVER_FAILING: warning("domain"),
  NAME_SERVER_UNREACHABLE: warning("domain"),
  ANSWER_UNKNOWN: warning("domain"),
  DELEGATION_DIFFERS: advice("domain"),
  DELEGATION_SILENT: blocking("domain"),
  ZONE_NOT_SERVED: blocking("domain"),
  ZONE_FAILING: blocking("domain"),
  NAME_FAILING: blocking("domain"),
  ZONE_SILENT: blocking("domain"),
  ZONE_PARKED: warning("domain"),
  FROM_OUTSIDE_DOMAIN: warning("domain"),
} as const satisfies Readonly<Record<string, Entry>>;

/** The code of a finding, which never changes. */
export type FindingCode = keyof typeof CATALOGUE;
