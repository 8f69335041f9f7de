import { DeleteEmailIdentityCommand, GetEmailIdentityCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import type { IdentityReleaser } from "#core/verification/ses-ports";
import { OWNER_TAG } from "./tags.ts";
import { leaveTenants } from "./tenants.ts";

/** The statuses of an identity whose records SES has found at some time. */
const VERIFIED: ReadonlySet<string | undefined> = new Set(["SUCCESS", "TEMPORARY_FAILURE"]);

/** Reads and deletes identities in SES v2; `arnPrefix` is the part of an ARN before the resource. */
export function sesIdentityReleaser(client: SESv2Client, arnPrefix: string): IdentityReleaser {
  return {
    find: (identity) => findIdentity(client, identity),
    async release(identity) {
      await transientByName(async () => {
        await leaveTenants(client, `${arnPrefix}:identity/${identity}`);
        await client.send(new DeleteEmailIdentityCommand({ EmailIdentity: identity }));
      });
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
