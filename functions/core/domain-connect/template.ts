/** A record of a template; its host is relative to the name to which the template is applied. */
export type TemplateRecord = {
  /** The group of the template that it belongs to; groups can be applied separately. */
  readonly groupId: string;
  readonly host: string;
  /** "OnApply": a later change of the record is no conflict. */
  readonly essential?: "Always" | "OnApply";
} & (
  | { readonly type: "CNAME"; readonly pointsTo: string; readonly ttl: number }
  | { readonly type: "MX"; readonly pointsTo: string; readonly priority: number; readonly ttl: number }
  | {
      readonly type: "TXT";
      readonly data: string;
      readonly ttl: number;
      readonly txtConflictMatchingMode?: "None" | "All" | "Prefix";
      readonly txtConflictMatchingPrefix?: string;
    }
  /**
   * The rules of an SPF record without the version and "all"; the DNS provider merges them into the record at
   * the name.
   */
  | { readonly type: "SPFM"; readonly spfRules: string }
);

/** A service provider's template, with the properties of the specification that are used here. */
export interface Template {
  readonly providerId: string;
  readonly providerName: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly version: number;
  readonly description: string;
  readonly variableDescription: string;
  /** The domain whose DNS holds the public key; if present, links must be signed. */
  readonly syncPubKeyDomain: string;
  /** The domains to which a DNS provider may redirect the person afterwards. */
  readonly syncRedirectDomain: string;
  readonly records: readonly TemplateRecord[];
}

/** Returns the file name that the public template repository requires. */
export function templateFileName({
  providerId,
  serviceId,
}: Pick<Template, "providerId" | "serviceId">): string {
  return `${providerId}.${serviceId}.json`.toLowerCase();
}
