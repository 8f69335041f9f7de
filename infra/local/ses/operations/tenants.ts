import { z } from "zod";
import { AwsError } from "../../aws/service.ts";
import type { Account } from "../account.ts";
import { type Operation, readBody } from "../operation.ts";

const creation = z.object({ TenantName: z.string() });
const association = z.object({ TenantName: z.string(), ResourceArn: z.string() });
const listing = z.object({ ResourceArn: z.string() });

/** POST /v2/email/tenants */
export const createTenant: Operation = ({ tenants }, { body }) => {
  const { TenantName } = readBody(creation, body);
  if (tenants.get(TenantName) !== undefined)
    throw new AwsError("AlreadyExistsException", `Tenant ${TenantName} already exists.`);
  tenants.put(TenantName, { name: TenantName, resources: [] });
  return { TenantName };
};

/** POST /v2/email/tenants/resources */
export const createTenantResourceAssociation: Operation = ({ tenants }, { body }) => {
  const { TenantName, ResourceArn } = readBody(association, body);
  const tenant = tenants.get(TenantName);
  if (tenant === undefined)
    throw new AwsError("NotFoundException", `Tenant ${TenantName} does not exist.`, 404);
  if (tenant.resources.includes(ResourceArn))
    throw new AwsError("AlreadyExistsException", `${ResourceArn} is associated already.`);
  tenants.put(TenantName, { ...tenant, resources: [...tenant.resources, ResourceArn] });
  return {};
};

/** POST /v2/email/resources/tenants/list */
export const listResourceTenants: Operation = ({ tenants }, { body }) => {
  const { ResourceArn } = readBody(listing, body);
  const holding = tenants.list().filter(({ value: { resources } }) => resources.includes(ResourceArn));
  return { ResourceTenants: holding.map(({ value: { name } }) => ({ TenantName: name, ResourceArn })) };
};

/** What a deleted resource was part of, it is no longer. */
export function leaveTenants({ tenants }: Account, arn: string): void {
  for (const { key, value } of tenants.list()) {
    if (!value.resources.includes(arn)) continue;
    tenants.put(key, { ...value, resources: value.resources.filter((resource) => resource !== arn) });
  }
}
