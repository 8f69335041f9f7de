import type { Template, TemplateRecord } from "#core/domain-connect/template";
import { monitoringDmarc } from "#core/records/advised-record";
import { SERVICE_ID, type Service } from "./service.ts";

const TTL = 3600;

/** The variables of the template: the three DKIM tokens. */
const TOKENS = ["t1", "t2", "t3"] as const;

/** The name and the redirect domain of a template. */
interface TemplateDetails {
  /** The platform's name as its customers know it. */
  readonly providerName: string;
  /** The host of set-up pages. */
  readonly redirectDomain: string;
}

/**
 * Makes the template of a deployment. Everything but the DKIM tokens is fixed, and the tokens lead to
 * Amazon's zone only. Therefore no link can publish records of another service.
 */
export function serviceTemplate(
  service: Service,
  { providerName, redirectDomain }: TemplateDetails,
): Template {
  return {
    providerId: service.providerId,
    providerName,
    serviceId: SERVICE_ID,
    serviceName: "Sending domain",
    version: 1,
    description:
      "DKIM and a custom MAIL FROM domain for Amazon SES, and on request a DMARC record that only monitors",
    variableDescription: "t1, t2, t3: the DKIM tokens that Amazon SES made for the domain",
    syncPubKeyDomain: service.providerId,
    syncRedirectDomain: redirectDomain,
    records: recordsOf(service),
  };
}

function recordsOf(service: Service): readonly TemplateRecord[] {
  const { region, signingZone, mailFromLabel } = service;
  return [
    ...TOKENS.map(
      (token) =>
        ({
          groupId: "dkim",
          type: "CNAME",
          host: `%${token}%._domainkey`,
          pointsTo: `%${token}%.${signingZone}`,
          ttl: TTL,
        }) as const,
    ),
    {
      groupId: "mailfrom",
      type: "MX",
      host: mailFromLabel,
      pointsTo: `feedback-smtp.${region}.amazonses.com`,
      priority: 10,
      ttl: TTL,
    },
    { groupId: "mailfrom", type: "SPFM", host: mailFromLabel, spfRules: "include:amazonses.com" },
    {
      groupId: "dmarc",
      type: "TXT",
      host: "_dmarc",
      data: monitoringDmarc(service.dmarcReports),
      ttl: TTL,
      essential: "OnApply",
      txtConflictMatchingMode: "Prefix",
      txtConflictMatchingPrefix: "v=DMARC1",
    },
  ];
}

/** Returns the variables of a link, which are the DKIM tokens. */
export function templateVariables(tokens: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(TOKENS.map((name, index) => [name, tokens[index] ?? ""]));
}
