import type { FromAddress } from "#core/projects/from-address";
import { BEGUN_AT } from "./onboarding-fixture.ts";

/** A from address that was taken, passing DMARC, as far as a test does not say otherwise. */
export function takenAddress(address: string, said: Partial<FromAddress> = {}): FromAddress {
  const domain = address.slice(address.indexOf("@") + 1);
  const view = { dkim: "yes", spf: "yes", dmarc: "pass", isEnforced: false } as const;
  return {
    address,
    isDefault: false,
    addedAt: BEGUN_AT,
    addedBy: "sendworthy",
    warnings: [],
    alignment: {
      at: BEGUN_AT,
      headerFrom: domain,
      dkimDomain: domain,
      mailFrom: `email.${domain}`,
      isDefaultMailFrom: false,
      rfc7489: view,
      rfc9989: view,
      dmarc: "pass",
      provablyFails: false,
    },
    ...said,
  };
}
