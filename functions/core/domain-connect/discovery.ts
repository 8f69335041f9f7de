import * as z from "zod";

/** The label of the TXT record at the zone apex that names the provider's server. */
export const DISCOVERY_LABEL = "_domainconnect";

/** The address at which a provider answers questions about a zone. */
export interface ProviderAddress {
  /** A host name in ASCII. */
  readonly host: string;
  readonly port?: number;
  /** Empty, or with a leading and without a trailing slash. */
  readonly path: string;
}

/** Only ASCII host names are accepted, because Unicode names can imitate others (RFC 5890 §4.4). */
const ADDRESS =
  /^((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?::(\d{1,5}))?((?:\/[\w.~-]+)*)\/?$/;

/**
 * Reads the TXT records of `_domainconnect`. Strangers write them, so anything but one plain address is
 * refused.
 */
export function providerAddress(texts: readonly string[]): ProviderAddress | undefined {
  const [text, second] = texts;
  if (text === undefined || second !== undefined || text.length > 255) return undefined;
  const [, host, port, path = ""] = ADDRESS.exec(text.trim().toLowerCase()) ?? [];
  if (host === undefined || path.split("/").some((part) => /^\.+$/.test(part))) return undefined;
  return { host, path, ...(port === undefined ? {} : { port: Number(port) }) };
}

/** Returns the path of a zone's settings, below the address in its TXT record. */
export function settingsPath(zone: string, { path }: Pick<ProviderAddress, "path">): string {
  return `${path}/v2/${encodeURIComponent(zone)}/settings`;
}

const url = z.string().max(500);
const name = z.string().min(1).max(100);

/** A provider's answer about a zone; only the fields that are used. */
export const providerSettings = z.object({
  providerId: name,
  providerName: name,
  providerDisplayName: name.optional(),
  urlSyncUX: url.optional(),
  urlAPI: url,
});

/** A provider's answer about a zone. */
export type ProviderSettings = z.infer<typeof providerSettings>;

/** Returns the path at which a provider says whether it supports a template. */
export function templatePath({
  providerId,
  serviceId,
}: {
  readonly providerId: string;
  readonly serviceId: string;
}): string {
  return `/v2/domainTemplates/providers/${encodeURIComponent(providerId)}/services/${encodeURIComponent(serviceId)}`;
}
