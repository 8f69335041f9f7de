import { PutEmailIdentityDkimAttributesCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import { IdentityMissingError } from "#core/errors";
import type { DkimSigner } from "#core/verification/ses-ports";
import { isIdentityMissing } from "./identity-missing.ts";

/** Switches DKIM signing on in SES v2. */
export function sesDkimSigner(client: SESv2Client): DkimSigner {
  return {
    async enable(identity) {
      const put = new PutEmailIdentityDkimAttributesCommand({
        EmailIdentity: identity,
        SigningEnabled: true,
      });
      await transientByName(() => client.send(put)).catch((error: unknown) => {
        throw isIdentityMissing(error) ? new IdentityMissingError(identity) : error;
      });
    },
  };
}
