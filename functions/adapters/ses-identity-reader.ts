import { GetEmailIdentityCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import { identityStatus } from "#core/onboarding";
import type { IdentityReader } from "#core/ports";

/** Reads identities from SES v2. */
export function sesIdentityReader(client: SESv2Client): IdentityReader {
  return {
    async read(identity) {
      try {
        const found = await transientByName(() =>
          client.send(new GetEmailIdentityCommand({ EmailIdentity: identity })),
        );
        // Never VerifiedForSendingStatus: a parent's verification makes it true.
        return identityStatus.parse({
          verification: found.VerificationStatus,
          dkim: found.DkimAttributes?.Status,
          mailFromDomain: found.MailFromAttributes?.MailFromDomain,
          mailFrom: found.MailFromAttributes?.MailFromDomainStatus,
          tokens: found.DkimAttributes?.Tokens,
        });
      } catch (error) {
        if (error instanceof Error && error.name === "NotFoundException") return undefined;
        throw error;
      }
    },
  };
}
