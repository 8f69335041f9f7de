import {
  GetReputationEntityCommand,
  GetTenantCommand,
  type SESv2Client,
  UpdateReputationEntityCustomerManagedStatusCommand,
} from "@aws-sdk/client-sesv2";
import * as z from "zod";
import { transientByName } from "#adapters/transient";
import type { TenantSending } from "#core/projects/tenant-sending";

const arn = z.string();
const aggregate = z.enum(["ENABLED", "DISABLED", "REINSTATED"]);

/** Pauses and reinstates tenants by their customer-managed status, in three calls of SES v2. */
export function sesTenantSending(client: SESv2Client): TenantSending {
  return {
    async set(TenantName, SendingStatus) {
      try {
        const { Tenant } = await transientByName(() => client.send(new GetTenantCommand({ TenantName })));
        const entity = {
          ReputationEntityType: "RESOURCE",
          ReputationEntityReference: arn.parse(Tenant?.TenantArn),
        } as const;
        const update = new UpdateReputationEntityCustomerManagedStatusCommand({ ...entity, SendingStatus });
        await transientByName(() => client.send(update));
        const { ReputationEntity } = await transientByName(() =>
          client.send(new GetReputationEntityCommand(entity)),
        );
        return aggregate.parse(ReputationEntity?.SendingStatusAggregate);
      } catch (error) {
        if (error instanceof Error && error.name === "NotFoundException") return "missing";
        throw error;
      }
    },
  };
}
