import type { Onboarding } from "./onboarding.ts";

/** The from addresses that were asked for, without those that the project did not take. */
export function acceptedAddresses({ fromAddresses, refusedAddresses = [] }: Onboarding): readonly string[] {
  const refused = new Set(refusedAddresses.map(({ address }) => address));
  return fromAddresses.filter((address) => !refused.has(address));
}
