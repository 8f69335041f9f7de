import { type SESv2Client, TagResourceCommand } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import { IdentityMissingError } from "#core/errors";
import { isIdentityMissing } from "./identity-missing.ts";
import { type Purpose, tagsOf } from "./tags.ts";

/**
 * Tags an identity in SES v2 with its owner, project and onboarding; `arnPrefix` is the part of an ARN before
 * the resource.
 */
export function sesIdentityTagger(
  client: SESv2Client,
  arnPrefix: string,
): (identity: string, purpose: Purpose) => Promise<void> {
  return async (identity, purpose) => {
    const command = new TagResourceCommand({
      ResourceArn: `${arnPrefix}:identity/${identity}`,
      Tags: tagsOf(purpose),
    });
    await transientByName(() => client.send(command)).catch((error: unknown) => {
      throw isIdentityMissing(error) ? new IdentityMissingError(identity) : error;
    });
  };
}
