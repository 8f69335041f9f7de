import { DeleteEmailIdentityCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import type { IdentityReleaser } from "#core/verification/ses-ports";
import { findIdentity } from "./identity-finder.ts";
import { leaveTenants } from "./tenants.ts";

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
