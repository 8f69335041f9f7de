import { type SESv2Client, TagResourceCommand } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import type { IdentityAssigner } from "#core/claims/identity-census";
import { OWNER_TAG } from "./tags.ts";

/** Adds the owner tag to identities in SES v2; `arnPrefix` is the part of an ARN before the resource. */
export function sesIdentityAssigner(client: SESv2Client, arnPrefix: string): IdentityAssigner {
  return {
    async assign(name, owner) {
      const command = new TagResourceCommand({
        ResourceArn: `${arnPrefix}:identity/${name}`,
        Tags: [{ Key: OWNER_TAG, Value: owner }],
      });
      await transientByName(() => client.send(command));
    },
  };
}
