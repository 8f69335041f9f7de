import {
  ListReputationEntitiesCommand,
  type ReputationEntity,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import type { PausedTenant, TenantWatch } from "#core/watch/paused-tenants";

/**
 * Lists paused tenants by their aggregate status, which SES, its reputation policy or a person may have set.
 */
export function sesTenantWatch(client: SESv2Client): TenantWatch {
  return {
    async paused(nextToken) {
      const { ReputationEntities = [], NextToken } = await transientByName(() =>
        client.send(
          new ListReputationEntitiesCommand({
            Filter: { ENTITY_TYPE: "RESOURCE", SENDING_STATUS: "DISABLED" },
            NextToken: nextToken,
          }),
        ),
      );
      return {
        tenants: ReputationEntities.flatMap(pausedTenant),
        ...(NextToken && { nextToken: NextToken }),
      };
    },
  };
}

/** Resources other than tenants may have a reputation as well. */
function pausedTenant(entity: ReputationEntity): PausedTenant[] {
  const [type, name] = entity.ReputationEntityReference?.split(":")[5]?.split("/") ?? [];
  if (type !== "tenant" || name === undefined || entity.SendingStatusAggregate !== "DISABLED") return [];
  const records = [entity.AwsSesManagedStatus, entity.CustomerManagedStatus];
  const cause = records.find((record) => record?.Status === "DISABLED")?.Cause;
  return [{ name, cause }];
}
