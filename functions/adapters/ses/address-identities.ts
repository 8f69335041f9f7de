import { ListEmailIdentitiesCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import { isAtOrBelow } from "#core/names/domain-name";
import type { AddressIdentities } from "#core/verification/ses-ports";

/** The most e-mail-address identities that are read: more than a message can name. */
const MOST = 100;

/** Finds e-mail-address identities with the filter of SES v2, which matches a part of the name. */
export function sesAddressIdentities(client: SESv2Client): AddressIdentities {
  return {
    async below(domain) {
      const command = new ListEmailIdentitiesCommand({
        Filter: { IDENTITY_TYPE: "EMAIL_ADDRESS", IDENTITY_NAME_CONTAINS: domain },
        PageSize: MOST,
      });
      const { EmailIdentities = [] } = await transientByName(() => client.send(command));
      return EmailIdentities.flatMap(({ IdentityName = "" }) => {
        const at = IdentityName.lastIndexOf("@");
        return at > 0 && isAtOrBelow(IdentityName.slice(at + 1).toLowerCase(), domain) ? [IdentityName] : [];
      });
    },
  };
}
