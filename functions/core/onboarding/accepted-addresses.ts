import type { Onboarding } from "./onboarding.ts";

/** Returns the requested from addresses without the refused ones. */
export function acceptedAddresses({ fromAddresses, refusedAddresses = [] }: Onboarding): readonly string[] {
  const refused = new Set(refusedAddresses.map(({ address }) => address));
  return fromAddresses.filter((address) => !refused.has(address));
}
