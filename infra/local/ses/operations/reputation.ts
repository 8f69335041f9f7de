import * as z from "zod";
import type { Account } from "../account.ts";
import type { Operation } from "../operation.ts";
import { badRequest, member, notFound, readBody } from "../request-body.ts";
import { reputationPolicyArn } from "../tenant.ts";
import type { Tenant } from "../tenant-item.ts";

const policyUpdate = z.object({ ReputationEntityPolicy: member });

function tenantWithArn({ tenants }: Account, arn: string): Tenant {
  const found = tenants.list().find(({ value }) => value.arn === arn);
  if (found === undefined) throw notFound(`Reputation entity <${arn}> does not exist.`);
  return found.value;
}

function view({ arn, policy }: Tenant): Record<string, unknown> {
  return {
    ReputationEntityReference: arn,
    ReputationEntityType: "RESOURCE",
    ReputationManagementPolicy: policy,
    AwsSesManagedStatus: { Status: "ENABLED" },
    SendingStatusAggregate: "ENABLED",
    ReputationImpact: "NONE",
  };
}

/** GET /v2/email/reputation/entities/{ReputationEntityType}/{ReputationEntityReference} */
export const getReputationEntity: Operation = (account, { reputationEntity }) => ({
  ReputationEntity: view(tenantWithArn(account, reputationEntity)),
});

/** PUT /v2/email/reputation/entities/{ReputationEntityType}/{ReputationEntityReference}/policy */
export const updateReputationEntityPolicy: Operation = (account, { reputationEntity, body }) => {
  const { ReputationEntityPolicy: policy } = readBody(policyUpdate, body);
  const tenant = tenantWithArn(account, reputationEntity);
  const known = ["none", "standard", "strict"].map((name) => reputationPolicyArn(account, name));
  if (!known.includes(policy)) throw badRequest(`Reputation policy <${policy}> does not exist.`);
  account.tenants.put(tenant.name, { ...tenant, policy });
  return {};
};
