import type { FromAddress } from "#core/projects/from-address";
import { BEGUN_AT } from "./onboarding-fixture.ts";

/** Makes an accepted from address that passes DMARC, unless a test says otherwise. */
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
