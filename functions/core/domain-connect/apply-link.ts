import { templatePath } from "./discovery.ts";

/** The content of a link to a provider's consent page. */
export interface ApplyLink {
  readonly urlSyncUX: string;
  readonly providerId: string;
  readonly serviceId: string;
  readonly domain: string;
  readonly host?: string;
  readonly groups: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly redirectUri: string;
  readonly state: string;
}

/** The signature of a query, and the label of the TXT records with its public key. */
export interface LinkSignature {
  readonly key: string;
  /** The signature in base64. */
  readonly signature: string;
}

/**
 * Writes the query that is signed, with sorted parameters. Some providers verify the signature over the query
 * as sent, others over sorted parameters; here both are the same.
 */
export function signedQuery({ domain, host, groups, variables, redirectUri, state }: ApplyLink): string {
  const parameters: Readonly<Record<string, string>> = {
    ...variables,
    domain,
    ...(host === undefined ? {} : { host }),
    groupId: groups.join(","),
    redirect_uri: redirectUri,
    state,
  };
  return Object.entries(parameters)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
}

/** Writes the link. `key` and `sig` are not signed and come last, as Cloudflare requires. */
export function applyUrl(link: ApplyLink, { key, signature }: LinkSignature): string {
  const unsigned = `key=${encodeURIComponent(key)}&sig=${encodeURIComponent(signature)}`;
  return `${link.urlSyncUX.replace(/\/+$/, "")}${templatePath(link)}/apply?${signedQuery(link)}&${unsigned}`;
}
