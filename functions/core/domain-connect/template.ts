/** A record of a template; a host is relative to the name that the template is applied to. */
export type TemplateRecord = {
  /** The part of the template that it belongs to: parts can be applied on their own. */
  readonly groupId: string;
  readonly host: string;
  /** "OnApply": a person may change the record later without a conflict. */
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
  /** The rules of an SPF record without its version and "all": the DNS provider merges them into the record at the name. */
  | { readonly type: "SPFM"; readonly spfRules: string }
);

/** A template of a service provider, as far as this module uses the specification's properties. */
export interface Template {
  readonly providerId: string;
  readonly providerName: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly version: number;
  readonly description: string;
  readonly variableDescription: string;
  /** The domain whose DNS holds the public key: with it, links must be signed. */
  readonly syncPubKeyDomain: string;
  /** The domains that a DNS provider may send the person back to. */
  readonly syncRedirectDomain: string;
  readonly records: readonly TemplateRecord[];
}

/** Returns the file name that the public template repository asks for. */
export function templateFileName({
  providerId,
  serviceId,
}: Pick<Template, "providerId" | "serviceId">): string {
  return `${providerId}.${serviceId}.json`.toLowerCase();
}
