import { type SESClient, VerifyDomainDkimCommand } from "@aws-sdk/client-ses";
import { PutEmailIdentityDkimSigningAttributesCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import * as z from "zod";
import { transientByName } from "#adapters/transient";
import { identityStatus } from "#core/onboarding/onboarding";
import type { DkimRestarter } from "#core/verification/ses-ports";

/** The errors with which SES refuses a restart; a missing permission or identity is none of them. */
const REFUSALS = ["BadRequestException", "InvalidParameterValue", "LimitExceededException"];

const answered = z.object({ dkim: identityStatus.shape.dkim, tokens: z.array(z.string()).length(3) });

/** Restarts Easy DKIM with SES v2, or with the operation of v1 that originally started it. */
export function sesDkimRestarter(client: SESv2Client, v1: SESClient): DkimRestarter {
  const ways = {
    async "signing-attributes"(identity: string) {
      const { DkimStatus, DkimTokens } = await client.send(
        new PutEmailIdentityDkimSigningAttributesCommand({
          EmailIdentity: identity,
          SigningAttributesOrigin: "AWS_SES",
        }),
      );
      return answered.parse({ dkim: DkimStatus, tokens: DkimTokens });
    },
    async "verify-domain"(identity: string) {
      const { DkimTokens } = await v1.send(new VerifyDomainDkimCommand({ Domain: identity }));
      return answered.parse({ dkim: "PENDING", tokens: DkimTokens });
    },
  };
  return {
    async restart(identity, way) {
      try {
        return await transientByName(() => ways[way](identity));
      } catch (error) {
        if (error instanceof Error && REFUSALS.some((name) => error.name.startsWith(name))) return "refused";
        throw error;
      }
    },
  };
}
