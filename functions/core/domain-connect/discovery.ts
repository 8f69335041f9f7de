import * as z from "zod";

/** The label of the TXT record at the top of a zone that names the provider's server. */
export const DISCOVERY_LABEL = "_domainconnect";

/** Where a provider answers questions about a zone. */
export interface ProviderAddress {
  /** A host name in ASCII. */
  readonly host: string;
  readonly port?: number;
  /** Empty, or with a slash in front and none at the end. */
  readonly path: string;
}

/** Host names in ASCII letters alone, so that no name only looks like another (RFC 5890). */
const ADDRESS =
  /^((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?::(\d{1,5}))?((?:\/[\w.~-]+)*)\/?$/;

/** Reads the TXT records of `_domainconnect`: strangers write them, so that all but one plain address is refused. */
export function providerAddress(texts: readonly string[]): ProviderAddress | undefined {
  const [text, second] = texts;
  if (text === undefined || second !== undefined || text.length > 255) return undefined;
  const [, host, port, path = ""] = ADDRESS.exec(text.trim().toLowerCase()) ?? [];
  if (host === undefined || path.split("/").some((part) => /^\.+$/.test(part))) return undefined;
  return { host, path, ...(port === undefined ? {} : { port: Number(port) }) };
}

/** The path of the settings of a zone, at the address of its TXT record. */
export function settingsPath(zone: string, { path }: Pick<ProviderAddress, "path">): string {
  return `${path}/v2/${encodeURIComponent(zone)}/settings`;
}

const url = z.string().max(500);
const name = z.string().min(1).max(100);

/** The answer of a provider about a zone, as far as it is used. */
export const providerSettings = z.object({
  providerId: name,
  providerName: name,
  providerDisplayName: name.optional(),
  urlSyncUX: url.optional(),
  urlAPI: url,
});

/** The answer of a provider about a zone. */
export type ProviderSettings = z.infer<typeof providerSettings>;

/** The path that tells whether a provider knows a template. */
export function templatePath({
  providerId,
  serviceId,
}: {
  readonly providerId: string;
  readonly serviceId: string;
}): string {
  return `/v2/domainTemplates/providers/${encodeURIComponent(providerId)}/services/${encodeURIComponent(serviceId)}`;
}
