import { GetTenantCommand, NotFoundException, type SESv2Client } from "@aws-sdk/client-sesv2";
import * as z from "zod";
import { transientByName } from "#adapters/transient";
import { TransientServiceError } from "#core/errors";
import type { TenantStates } from "#core/projects/tenant-sending";

const tenant = z.object({ SendingStatus: z.enum(["ENABLED", "DISABLED", "REINSTATED"]) });

/** Reads from SES whether tenants may send. */
export function sesTenantStates(client: SESv2Client): TenantStates {
  return {
    async read(TenantName) {
      try {
        const { Tenant } = await transientByName(() => client.send(new GetTenantCommand({ TenantName })));
        return tenant.parse(Tenant).SendingStatus;
      } catch (error) {
        if (error instanceof NotFoundException) return "missing";
        if (error instanceof TransientServiceError) return "unknown";
        throw error;
      }
    },
  };
}
