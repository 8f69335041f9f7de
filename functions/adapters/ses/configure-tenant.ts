import {
  CreateTenantCommand,
  CreateTenantResourceAssociationCommand,
  GetTenantCommand,
  PutTenantSuppressionAttributesCommand,
  type SESv2Client,
  UpdateReputationEntityPolicyCommand,
} from "@aws-sdk/client-sesv2";
import * as z from "zod";
import type { StepObservation, TenantStep } from "#core/projects/configuration/steps";

const arn = z.string();

/**
 * Performs one configuration step for a tenant in SES; ARNs of this account's resources begin with
 * `arnPrefix`.
 */
export async function takeTenantStep(
  client: SESv2Client,
  arnPrefix: string,
  step: TenantStep,
): Promise<StepObservation> {
  const { tenant: TenantName } = step;
  switch (step.kind) {
    case "create-tenant":
      await client.send(new CreateTenantCommand({ TenantName }));
      return {};
    case "find-tenant": {
      const { Tenant } = await client.send(new GetTenantCommand({ TenantName }));
      return { tenantArn: arn.parse(Tenant?.TenantArn) };
    }
    case "set-suppression":
      await client.send(
        new PutTenantSuppressionAttributesCommand({
          TenantName,
          SuppressionScope: step.scope,
          SuppressedReasons: [...step.reasons],
        }),
      );
      return {};
    case "set-reputation-policy":
      await client.send(
        new UpdateReputationEntityPolicyCommand({
          ReputationEntityType: "RESOURCE",
          ReputationEntityReference: step.tenantArn,
          ReputationEntityPolicy: policyArn(arnPrefix, step.policy),
        }),
      );
      return {};
    case "associate": {
      const ResourceArn = `${arnPrefix}:${step.resource}`;
      await client.send(new CreateTenantResourceAssociationCommand({ TenantName, ResourceArn }));
      return {};
    }
  }
}

/**
 * Returns the ARN of a reputation policy. It has `aws` instead of an account number, because AWS owns the
 * policies.
 */
function policyArn(arnPrefix: string, policy: string): string {
  return `${arnPrefix.split(":").slice(0, 4).join(":")}:aws:reputation-policy/${policy}`;
}
