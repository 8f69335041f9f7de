import { GetEmailIdentityCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import type { IdentityCensus } from "#core/claims/identity-census";
import type { IdentityReleaser } from "#core/verification/ses-ports";
import { OWNER_TAG } from "./tags.ts";

/** The statuses of an identity whose records SES has found at some time. */
const VERIFIED: ReadonlySet<string | undefined> = new Set(["SUCCESS", "TEMPORARY_FAILURE"]);

/** Reads one identity of the account from SES v2, with its name. */
export function sesIdentityFinder(client: SESv2Client): Pick<IdentityCensus, "find"> {
  return {
    async find(name) {
      const found = await findIdentity(client, name);
      if (found === undefined) return undefined;
      const { owner, isVerified } = found;
      return { name, isVerified, ...(owner === undefined ? {} : { owner }) };
    },
  };
}

/**
 * Reads the owner tag of an identity, and whether SES has ever found its records; `undefined` if SES does not
 * know it.
 */
export async function findIdentity(
  client: SESv2Client,
  identity: string,
): ReturnType<IdentityReleaser["find"]> {
  try {
    const found = await transientByName(() =>
      client.send(new GetEmailIdentityCommand({ EmailIdentity: identity })),
    );
    return {
      owner: found.Tags?.find(({ Key }) => Key === OWNER_TAG)?.Value,
      isVerified: VERIFIED.has(found.VerificationStatus) || VERIFIED.has(found.DkimAttributes?.Status),
    };
  } catch (error) {
    if (error instanceof Error && error.name === "NotFoundException") return undefined;
    throw error;
  }
}
