import { isBelow } from "#core/names/domain-name";
import { registrableDomain } from "#core/names/registrable-domain";

/**
 * Returns whether a domain is only a name in a platform's zone (https://publicsuffix.org): the platform's
 * customers can add no records there. A top-level domain is no platform.
 */
export function isNameOfPlatform(domain: string, zone: string): boolean {
  return zone.includes(".") && registrableDomain(zone) === undefined && isBelow(domain, zone);
}
