import { templatePath } from "./discovery.ts";

/** What a link to a provider's consent page says. */
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

/** The signature of a query and the label of its public key's TXT records. */
export interface LinkSignature {
  readonly key: string;
  /** In base64. */
  readonly signature: string;
}

/**
 * Writes the query that is signed, with its parameters in the order of their names. Providers check the signature over
 * the query as it was sent, or over sorted parameters: this way both are the same.
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

/** Writes the link: `key` and `sig` are not signed and come last, as Cloudflare demands. */
export function applyUrl(link: ApplyLink, { key, signature }: LinkSignature): string {
  const unsigned = `key=${encodeURIComponent(key)}&sig=${encodeURIComponent(signature)}`;
  return `${link.urlSyncUX.replace(/\/+$/, "")}${templatePath(link)}/apply?${signedQuery(link)}&${unsigned}`;
}
