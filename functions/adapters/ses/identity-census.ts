import { ListEmailIdentitiesCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import type { IdentityCensus } from "#core/claims/identity-census";
import { sesIdentityFinder } from "./identity-finder.ts";

const LARGEST_PAGE = 1000;

/**
 * Reads all domain identities from SES v2. E-mail-address identities are left out, because they do not show
 * who owns the domain.
 */
export function sesIdentityCensus(client: SESv2Client): IdentityCensus {
  return {
    ...sesIdentityFinder(client),
    async list(nextToken) {
      const { EmailIdentities = [], NextToken } = await transientByName(() =>
        client.send(new ListEmailIdentitiesCommand({ PageSize: LARGEST_PAGE, NextToken: nextToken })),
      );
      const domains = EmailIdentities.filter(({ IdentityType }) => IdentityType === "DOMAIN");
      return {
        names: domains.flatMap(({ IdentityName }) => IdentityName ?? []),
        ...(NextToken && { nextToken: NextToken }),
      };
    },
  };
}
