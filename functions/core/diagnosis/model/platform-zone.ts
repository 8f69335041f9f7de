import { isBelow } from "#core/names/domain-name";
import { registrableDomain } from "#core/names/registrable-domain";

/**
 * Returns whether a domain is only a name in the zone of a platform that gives names to its customers, who can add no
 * records (https://publicsuffix.org). A top-level domain is no platform.
 */
export function isNameOfPlatform(domain: string, zone: string): boolean {
  return zone.includes(".") && registrableDomain(zone) === undefined && isBelow(domain, zone);
}
