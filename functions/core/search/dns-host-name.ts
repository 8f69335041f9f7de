import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import type { Onboarding } from "#core/onboarding/onboarding";
import { nameServersOf } from "#core/onboarding/stage";
import { OTHER_HOST } from "#core/report/count-history";

/** Returns the name of a domain's DNS host; `other` if it is not known. */
export function dnsHostName(current: Pick<Onboarding, "lastCheck" | "snapshot">): string {
  return dnsHostOf(nameServersOf(current))?.name ?? OTHER_HOST;
}
