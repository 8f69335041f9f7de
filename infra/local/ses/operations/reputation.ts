import * as z from "zod";
import type { Account } from "../account.ts";
import type { Operation } from "../operation.ts";
import { page } from "../paging.ts";
import { badRequest, member, notFound, oneOf, readBody } from "../request-body.ts";
import { reputationPolicyArn, sendingStatusOf } from "../tenant.ts";
import type { Tenant } from "../tenant-item.ts";

const STATUSES = ["ENABLED", "DISABLED", "REINSTATED"] as const;
const listing = z.object({
  Filter: z.object({ SENDING_STATUS: z.enum(STATUSES, oneOf(STATUSES)).optional() }).prefault({}),
});
const policyUpdate = z.object({ ReputationEntityPolicy: member });
const statusUpdate = z.object({ SendingStatus: z.enum(STATUSES, oneOf(STATUSES)) });

function tenantWithArn({ tenants }: Account, arn: string): Tenant {
  const found = tenants.list().find(({ value }) => value.arn === arn);
  if (found === undefined) throw notFound(`Reputation entity <${arn}> does not exist.`);
  return found.value;
}

function view(tenant: Tenant): Record<string, unknown> {
  const { arn, policy, ownStatus } = tenant;
  return {
    ReputationEntityReference: arn,
    ReputationEntityType: "RESOURCE",
    ReputationManagementPolicy: policy,
    AwsSesManagedStatus: { Status: "ENABLED" },
    ...(ownStatus && {
      CustomerManagedStatus: {
        Status: ownStatus.status,
        Cause: "Status manually updated.",
        LastUpdatedTimestamp: ownStatus.atMs / 1000,
      },
    }),
    SendingStatusAggregate: sendingStatusOf(tenant),
    ReputationImpact: "NONE",
  };
}

/** GET /v2/email/reputation/entities/{ReputationEntityType}/{ReputationEntityReference} */
export const getReputationEntity: Operation = (account, { reputationEntity }) => ({
  ReputationEntity: view(tenantWithArn(account, reputationEntity)),
});

/** POST /v2/email/reputation/entities: only tenants have a reputation here. */
export const listReputationEntities: Operation = ({ tenants }, { body }) => {
  const { Filter } = readBody(listing, body);
  const found = tenants
    .list()
    .map(({ value }) => value)
    .filter((one) => Filter.SENDING_STATUS === undefined || sendingStatusOf(one) === Filter.SENDING_STATUS);
  const { items, ...next } = page(found, ({ name }) => name, body);
  return { ReputationEntities: items.map(view), ...next };
};

/** PUT /v2/email/reputation/entities/{ReputationEntityType}/{ReputationEntityReference}/policy */
export const updateReputationEntityPolicy: Operation = (account, { reputationEntity, body }) => {
  const { ReputationEntityPolicy: policy } = readBody(policyUpdate, body);
  const tenant = tenantWithArn(account, reputationEntity);
  const known = ["none", "standard", "strict"].map((name) => reputationPolicyArn(account, name));
  if (!known.includes(policy)) throw badRequest(`Reputation policy <${policy}> does not exist.`);
  account.tenants.put(tenant.name, { ...tenant, policy });
  return {};
};

/** PUT /v2/email/reputation/entities/{ReputationEntityType}/{ReputationEntityReference}/customer-managed-status */
export const updateCustomerManagedStatus: Operation = (account, { reputationEntity, body }) => {
  const { SendingStatus: status } = readBody(statusUpdate, body);
  const tenant = tenantWithArn(account, reputationEntity);
  account.tenants.put(tenant.name, { ...tenant, ownStatus: { status, atMs: account.clock.now() } });
  return {};
};
