import { PutEmailIdentityMailFromAttributesCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import { IdentityMissingError } from "#core/errors";
import type { MailFromSetter } from "#core/verification/ses-ports";
import { isIdentityMissing } from "./identity-missing.ts";

/** Sets MAIL FROM domains in SES v2. SES uses amazonses.com while it cannot find the MX. */
export function sesMailFromSetter(client: SESv2Client): MailFromSetter {
  return {
    async set(identity, mailFrom) {
      const put = new PutEmailIdentityMailFromAttributesCommand({
        EmailIdentity: identity,
        MailFromDomain: mailFrom,
        BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
      });
      await transientByName(() => client.send(put)).catch((error: unknown) => {
        throw isIdentityMissing(error) ? new IdentityMissingError(identity) : error;
      });
    },
  };
}
