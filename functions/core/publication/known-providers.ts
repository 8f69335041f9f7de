import { isAtOrBelow } from "#core/names/domain-name";

/** The domains of known providers' consent pages, with the providers' common names. */
const KNOWN: readonly (readonly [domain: string, name: string])[] = [
  ["cloudflare.com", "Cloudflare"],
  ["godaddy.com", "GoDaddy"],
  ["ionos.com", "IONOS"],
  ["ionos.de", "IONOS"],
  ["1and1.com", "IONOS"],
  ["vercel.com", "Vercel"],
  ["glauca.digital", "Glauca"],
  ["namesilo.com", "NameSilo"],
  ["plesk.com", "Plesk"],
  ["wordpress.com", "WordPress.com"],
  ["squarespace.com", "Squarespace"],
];

/** The addresses at which providers say whether they support a template, without a zone. */
export const TEMPLATE_APIS: readonly { readonly provider: string; readonly urlAPI: string }[] = [
  { provider: "Cloudflare", urlAPI: "https://api.cloudflare.com/client/v4/dns/domainconnect" },
  { provider: "GoDaddy", urlAPI: "https://domainconnect.api.godaddy.com" },
  { provider: "IONOS", urlAPI: "https://api.domainconnect.ionos.com" },
];

/**
 * Returns a provider's name by the host of its consent page. The name in its settings is not used, because it
 * could imitate another provider.
 */
export function providerName(host: string): string {
  return KNOWN.find(([domain]) => isAtOrBelow(host, domain))?.[1] ?? host;
}
