/** How much a finding weighs: harm is being done / it will not work / it works, with a risk / good to know. */
export const SEVERITIES = ["urgent", "blocking", "warning", "advice"] as const;

/** How much a finding weighs. */
export type Severity = (typeof SEVERITIES)[number];

interface Entry {
  readonly severity: Severity;
  /** The kind of record that it is about. */
  readonly about: "any record" | "DKIM" | "MAIL FROM" | "MAIL FROM MX" | "MAIL FROM SPF" | "DMARC" | "domain";
  readonly meaning: string;
}

const urgent = (about: Entry["about"], meaning: string): Entry => ({ severity: "urgent", about, meaning });
const blocking = (about: Entry["about"], meaning: string): Entry => ({
  severity: "blocking",
  about,
  meaning,
});
const warning = (about: Entry["about"], meaning: string): Entry => ({ severity: "warning", about, meaning });
const advice = (about: Entry["about"], meaning: string): Entry => ({ severity: "advice", about, meaning });

/** Every finding there is. A code, once published, keeps its meaning. */
export const CATALOGUE = {
  FEEDBACK_MX_AT_DOMAIN: urgent(
    "domain",
    "Amazon's feedback MX is at the domain itself, so the company's incoming mail goes to Amazon.",
  ),
  ROOT_MX_REPLACED: urgent("domain", "The MX records the domain had when its records were issued are gone."),
  ROOT_SPF_REPLACED: urgent(
    "domain",
    "The SPF record the domain had when its records were issued is gone, or has lost what it allowed.",
  ),

  DOMAIN_NOT_PUBLIC: blocking("domain", "The domain does not exist on the public internet."),
  DOMAIN_IS_FREE_MAIL: blocking("domain", "The domain belongs to a mailbox provider, not to the sender."),
  ZONE_OF_PLATFORM: blocking(
    "domain",
    "The domain's zone belongs to a platform that gives out names, and only the platform can add records.",
  ),
  DNSSEC_BROKEN: blocking(
    "domain",
    "Validating resolvers refuse the domain since its DNSSEC signatures are wrong.",
  ),
  MAIL_FROM_OUTSIDE_DOMAIN: blocking("MAIL FROM", "The MAIL FROM domain does not lie below the domain."),

  NAME_DOUBLED: blocking("any record", "The panel added the domain to a host that had it already."),
  NAME_WITHOUT_SUBDOMAIN: blocking("any record", "The host was entered without the sub-domain part."),
  NAME_TOO_DEEP: blocking("any record", "The host was entered with a sub-domain part too much."),
  NAME_WITHOUT_UNDERSCORE: blocking("any record", "The underscore of the host was dropped."),
  NAME_WITHOUT_DOMAINKEY: blocking("DKIM", "The host was entered without its “_domainkey” part."),
  NAME_WITHOUT_HOST: blocking(
    "any record",
    "The host was left empty, so that the record is at the domain itself.",
  ),
  NAME_AND_VALUE_EXCHANGED: blocking("any record", "Host and value were entered in each other's field."),
  NAME_BELOW_DNAME: blocking(
    "any record",
    "A DNAME record leads all names below it elsewhere, so that no record can be at the name.",
  ),
  NAME_DELEGATED: blocking(
    "any record",
    "The name is a zone of its own, and the record is not in that zone.",
  ),
  ZONE_ON_SAME_SERVERS: blocking(
    "any record",
    "The name is a zone of its own on the domain's own name servers, and the record is not in that zone.",
  ),
  RECORD_VANISHED: blocking("any record", "The record was right at an earlier check and is gone."),
  RECORD_MISSING: blocking(
    "any record",
    "No name server has the record, nor was it found at a likely wrong name.",
  ),
  RECORD_DUPLICATED: blocking("any record", "There are several records where one must be."),
  NAME_SERVERS_DISAGREE: blocking("any record", "The domain's name servers give different answers."),
  TWO_DNS_HOSTS: blocking(
    "any record",
    "The name servers belong to two DNS hosts, and one of them lacks the records.",
  ),
  NAME_SERVERS_NOT_IN_STEP: advice(
    "any record",
    "Some name servers have the record and others not yet; it is reported as a fault after 15 minutes.",
  ),
  WILDCARD_ANSWERS: blocking("any record", "A wildcard answers where the record must be."),

  CNAME_IN_THE_WAY: blocking("any record", "A CNAME is at the name, which forbids records of other types."),

  VALUE_DOMAIN_APPENDED: blocking("any record", "The panel added the domain to the value."),
  VALUE_CUT_OFF: blocking("any record", "The end or the beginning of the value is missing."),
  VALUE_QUOTED: blocking(
    "any record",
    "The value has quotes, brackets or a web address's beginning around it.",
  ),
  VALUE_MISTYPED: blocking("any record", "The value differs in a few letters."),
  VALUE_AMAZONAWS: blocking("any record", "The value ends in amazonaws.com instead of amazonses.com."),
  VALUE_IS_NAME: blocking("any record", "The value is the record's own name."),
  VALUE_WRONG: blocking("any record", "The record holds something else."),

  CNAME_PROXIED: blocking("DKIM", "A proxy of the DNS host answers with addresses instead of the CNAME."),
  CNAME_FLATTENED: warning(
    "any record",
    "The DNS host answers with what the CNAME leads to instead of the CNAME.",
  ),
  DKIM_KEY_PASTED: blocking(
    "DKIM",
    "A key was pasted as TXT where the CNAME belongs; it breaks when the key changes.",
  ),
  ADDRESS_INSTEAD_OF_CNAME: blocking("DKIM", "An address record or a redirect is where the CNAME belongs."),
  TXT_INSTEAD_OF_CNAME: blocking("DKIM", "The value was entered as TXT instead of CNAME."),
  NS_INSTEAD_OF_CNAME: blocking("DKIM", "The value was entered as NS instead of CNAME."),
  CNAME_INDIRECT: blocking("DKIM", "The CNAME leads to the right name only by way of another one."),
  DKIM_VALUES_SWAPPED: blocking("DKIM", "The CNAME has the value of another of the three records."),
  DKIM_OLD_TOKEN: blocking(
    "DKIM",
    "The CNAME points to an Amazon key of an earlier request or another account.",
  ),
  DKIM_OTHER_SIGNING_ZONE: blocking("DKIM", "The CNAME points to the key zone of another Amazon Region."),

  MAIL_FROM_IS_CNAME: blocking(
    "MAIL FROM",
    "The MAIL FROM name is a CNAME, which cannot exist beside MX and TXT.",
  ),
  MAIL_FROM_ALIASED: warning(
    "MAIL FROM",
    "The MAIL FROM name is a CNAME to a name where both records are right.",
  ),
  MAIL_FROM_TAKEN: blocking("MAIL FROM", "The MAIL FROM name is in use by another mail service."),
  MX_SEVERAL: blocking("MAIL FROM MX", "There is more than one MX, where Amazon accepts exactly one."),
  MX_OTHER_REGION: blocking("MAIL FROM MX", "The MX is that of another Amazon Region."),
  MX_OTHER_AMAZON_HOST: blocking("MAIL FROM MX", "The MX is an Amazon host that does another job."),
  MX_PRIORITY_IN_VALUE: blocking("MAIL FROM MX", "The priority was typed into the value."),
  MX_NULL: blocking("MAIL FROM MX", "The MX says that no mail is accepted (null MX)."),
  CNAME_INSTEAD_OF_MX: blocking("MAIL FROM MX", "The value was entered as CNAME instead of MX."),
  TXT_INSTEAD_OF_MX: blocking("MAIL FROM MX", "The value was entered as TXT instead of MX."),

  SPF_AT_DOMAIN: blocking(
    "MAIL FROM SPF",
    "The SPF record was put at the domain instead of the MAIL FROM name.",
  ),
  SPF_SEVERAL: blocking("MAIL FROM SPF", "There is more than one SPF record, which makes all of them void."),
  SPF_NOT_RECOGNISED: blocking("MAIL FROM SPF", "The text is meant as SPF, but is not written as one."),
  SPF_AS_OLD_TYPE: blocking(
    "MAIL FROM SPF",
    "The SPF line was entered as the old record type SPF (99), which receivers no longer read.",
  ),
  SPF_SYNTAX: blocking("MAIL FROM SPF", "The SPF record has a syntax error, which makes all of it void."),
  SPF_WITHOUT_AMAZON: blocking("MAIL FROM SPF", "The SPF record does not let Amazon SES pass."),
  SPF_INCLUDE_MISTYPED: blocking("MAIL FROM SPF", "The SPF record includes another name than amazonses.com."),
  SPF_INCLUDE_AFTER_ALL: blocking("MAIL FROM SPF", "The include is after “all”, where it is never read."),
  SPF_INCLUDE_QUALIFIED: blocking("MAIL FROM SPF", "A sign before the include turns it into a refusal."),
  SPF_TOO_MANY_LOOKUPS: blocking(
    "MAIL FROM SPF",
    "The SPF record at the MAIL FROM name needs more than ten look-ups.",
  ),
  SPF_VOID_LOOKUPS: blocking(
    "MAIL FROM SPF",
    "The SPF record asks for more than two names that do not exist.",
  ),
  SPF_FAILS: blocking(
    "MAIL FROM SPF",
    "The SPF record, evaluated, does not pass every address of Amazon SES.",
  ),
  SPF_ENDS_IN_ERROR: warning(
    "MAIL FROM SPF",
    "The SPF record passes Amazon SES, and is in error for anybody else.",
  ),
  SPF_PASSES_ALL: warning("MAIL FROM SPF", "The SPF record lets everybody pass (+all)."),
  SPF_COPIED_RANGE: warning("MAIL FROM SPF", "Amazon's addresses were copied, and they change."),
  SPF_SEVERAL_AT_DOMAIN: warning("domain", "The domain itself has more than one SPF record."),
  ROOT_SPF_TOO_MANY_LOOKUPS: advice("domain", "The domain's own SPF record needs more than ten look-ups."),

  DKIM_UNSEEN_BY_SES: warning("DKIM", "The DKIM records are right, and Amazon SES still does not find them."),
  DMARC_MISSING: advice("DMARC", "There is no DMARC policy."),
  DMARC_SEVERAL: warning("DMARC", "There is more than one DMARC record, so none counts."),
  DMARC_BESIDE_CNAME: warning("DMARC", "A DMARC record and a CNAME are at the same name."),
  DMARC_MISPLACED: warning("DMARC", "A DMARC record is at a name where no receiver asks."),
  DMARC_INVALID: warning("DMARC", "The DMARC record cannot be read."),
  DMARC_STRICT_SPF: advice("DMARC", "With aspf=s SPF never counts for DMARC here, only DKIM."),
  DMARC_STRICT_DKIM: warning(
    "DMARC",
    "With adkim=s the signature does not count for a from address below the domain.",
  ),
  DMARC_RULES_DIFFER: advice("DMARC", "The older and the newer DMARC rules find different policies."),

  PUBLISHED_BUT_CACHED: advice(
    "any record",
    "The record is right, and some resolvers still hold the old answer.",
  ),
  NAME_SERVER_SILENT: warning("domain", "One of the name servers does not answer."),
  NAME_SERVER_REFUSING: warning(
    "domain",
    "One of the name servers does not serve the zone (lame delegation).",
  ),
  NAME_SERVER_FAILING: warning("domain", "One of the name servers answers with an error."),
  NAME_SERVER_UNREACHABLE: warning("domain", "One of the name servers has no public address."),
  ANSWER_UNKNOWN: warning("domain", "Nobody gave a usable answer, which says nothing about the records."),
  DELEGATION_SILENT: blocking(
    "domain",
    "A name is delegated to name servers that give no usable answer, and that does not pass by itself.",
  ),
  ZONE_NOT_SERVED: blocking(
    "domain",
    "None of the name servers that the registrar lists serves the domain, or can be reached.",
  ),
  ZONE_FAILING: blocking("domain", "Every name server answers with an error for the whole domain."),
  NAME_FAILING: blocking(
    "domain",
    "The name servers have failed for a required name for hours, though they answer for other names.",
  ),
  ZONE_SILENT: blocking("domain", "No name server of the domain has given a usable answer for hours."),
  ZONE_PARKED: warning("domain", "The domain is served by a parking service."),
  FROM_OUTSIDE_DOMAIN: warning("domain", "A from address does not lie at or below the domain."),
} as const satisfies Readonly<Record<string, Entry>>;

/** The stable word of a finding. */
export type FindingCode = keyof typeof CATALOGUE;
