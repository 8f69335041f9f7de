import {
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  type SESv2Client,
  type Tag,
} from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import { type IdentityStatus, identityStatus } from "#core/onboarding/onboarding";
import type { IdentityReader } from "#core/verification/ses-ports";
import { ONBOARDING_TAG } from "./tags.ts";

/** Reads identities from SES v2. */
export function sesIdentityReader(client: SESv2Client): IdentityReader {
  return {
    async read(identity) {
      try {
        const found = await transientByName(() =>
          client.send(new GetEmailIdentityCommand({ EmailIdentity: identity })),
        );
        return identityStatusOf(found);
      } catch (error) {
        if (error instanceof Error && error.name === "NotFoundException") return undefined;
        throw error;
      }
    },
  };
}

/**
 * Reads the status of an identity. VerifiedForSendingStatus is not used, because a verified parent identity
 * also makes it true.
 */
export function identityStatusOf({
  VerificationStatus,
  DkimAttributes,
  MailFromAttributes,
  VerificationInfo,
  Tags,
}: Partial<GetEmailIdentityCommandOutput>): IdentityStatus {
  return identityStatus.parse({
    verification: VerificationStatus,
    dkim: DkimAttributes?.Status,
    mailFromDomain: MailFromAttributes?.MailFromDomain,
    mailFrom: MailFromAttributes?.MailFromDomainStatus,
    tokens: DkimAttributes?.Tokens,
    signingOff: DkimAttributes?.SigningEnabled === false ? makerOf(Tags) : undefined,
    // SES keeps the last error even after it has found the records.
    errorType: VerificationStatus === "SUCCESS" ? undefined : VerificationInfo?.ErrorType,
  });
}

function makerOf(tags: readonly Tag[] = []): NonNullable<IdentityStatus["signingOff"]> {
  return tags.some(({ Key }) => Key === ONBOARDING_TAG) ? "made-here" : "made-by-hand";
}
