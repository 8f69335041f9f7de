import { randomBytes } from "node:crypto";
import * as z from "zod";
import { alreadyExists, checkName } from "../configuration-set.ts";
import { tagSchema } from "../identity.ts";
import type { Operation } from "../operation.ts";
import { page } from "../paging.ts";
import { badRequest, member, oneOf, readBody } from "../request-body.ts";
import {
  checkResource,
  reputationPolicyArn,
  sendingStatusOf,
  sesArn,
  tenantNamed,
  tenantsOf,
} from "../tenant.ts";
import type { Tenant } from "../tenant-item.ts";

const SCOPES = ["ACCOUNT", "TENANT"] as const;
const REASONS = ["BOUNCE", "COMPLAINT"] as const;

/** Without a scope a tenant uses the account's suppression list. */
const suppression = z.object({
  SuppressionScope: z.enum(SCOPES, oneOf(SCOPES)).default("ACCOUNT"),
  SuppressedReasons: z.array(z.enum(REASONS, oneOf(REASONS))).default([]),
});
const creation = z.object({
  TenantName: member,
  Tags: z.array(tagSchema).default([]),
  SuppressionAttributes: suppression.prefault({}),
});
const named = z.object({ TenantName: z.string().default("") });
const ofResource = z.object({ ResourceArn: member });
const association = named.extend(ofResource.shape);

function tenantInfo({ name, id, arn, createdMs }: Tenant): Record<string, unknown> {
  return { TenantName: name, TenantId: id, TenantArn: arn, CreatedTimestamp: createdMs / 1000 };
}

function tenantView(tenant: Tenant): Record<string, unknown> {
  return {
    ...tenantInfo(tenant),
    Tags: tenant.tags,
    SendingStatus: sendingStatusOf(tenant),
    SuppressionAttributes: tenant.suppression,
  };
}

/** POST /v2/email/tenants */
export const createTenant: Operation = (account, { body }) => {
  const { TenantName: name, Tags: tags, SuppressionAttributes } = readBody(creation, body);
  checkName("tenant", name);
  const { tenants, accountId, clock } = account;
  if (tenants.get(name) !== undefined)
    throw alreadyExists(`Tenant with name ${name} already exists in account ${accountId}`);
  const id = `tn-${randomBytes(15).toString("hex")}`;
  const arn = sesArn(account, `tenant/${name}/${id}`);
  const tenant: Tenant = {
    ...{ name, id, arn, tags },
    createdMs: clock.now(),
    resources: [],
    policy: reputationPolicyArn(account, "none"),
    suppression: SuppressionAttributes,
  };
  tenants.put(name, tenant);
  return tenantView(tenant);
};

/** POST /v2/email/tenants/get */
export const getTenant: Operation = (account, { body }) => ({
  Tenant: tenantView(tenantNamed(account, readBody(named, body).TenantName)),
});

/** POST /v2/email/tenants/list */
export const listTenants: Operation = ({ tenants }, { body }) => {
  const all = tenants.list().map(({ value }) => value);
  const { items, ...next } = page(all, ({ name }) => name, body);
  return { Tenants: items.map(tenantInfo), ...next };
};

/** POST /v2/email/tenants/delete: deletes the tenant with its associations. */
export const deleteTenant: Operation = (account, { body }) => {
  account.tenants.delete(tenantNamed(account, readBody(named, body).TenantName).name);
  return {};
};

/** POST /v2/email/tenant/suppression */
export const putTenantSuppressionAttributes: Operation = (account, { body }) => {
  const { TenantName, ...attributes } = readBody(named.extend(suppression.shape), body);
  const tenant = tenantNamed(account, TenantName);
  account.tenants.put(tenant.name, { ...tenant, suppression: attributes });
  return {};
};

/** POST /v2/email/tenants/resources */
export const createTenantResourceAssociation: Operation = (account, { body }) => {
  const { TenantName, ResourceArn: arn } = readBody(association, body);
  const tenant = tenantNamed(account, TenantName);
  checkResource(account, arn);
  if (tenant.resources.some((resource) => resource.arn === arn))
    throw alreadyExists(`Resources ${arn} has already been associated with tenant ${tenant.name}`);
  const resources = [...tenant.resources, { arn, atMs: account.clock.now() }];
  account.tenants.put(tenant.name, { ...tenant, resources });
  return {};
};

/** POST /v2/email/tenants/resources/delete: succeeds even if the resource is not associated. */
export const deleteTenantResourceAssociation: Operation = (account, { body }) => {
  const { TenantName, ResourceArn } = readBody(association, body);
  const tenant = tenantNamed(account, TenantName);
  const resources = tenant.resources.filter(({ arn }) => arn !== ResourceArn);
  account.tenants.put(tenant.name, { ...tenant, resources });
  return {};
};

/** SES returns a resource's type in the spelling of its ARN, not in that of its API model. */
function typeOf(arn: string): string {
  return arn.split(":")[5]?.split("/")[0] ?? "";
}

const TYPES = ["identity", "configuration-set", "template"];
const filtered = named.extend({ Filter: z.object({ RESOURCE_TYPE: z.string().optional() }).prefault({}) });

/** POST /v2/email/tenants/resources/list */
export const listTenantResources: Operation = (account, { body }) => {
  const { TenantName, Filter } = readBody(filtered, body);
  const { RESOURCE_TYPE: type } = Filter;
  const { resources } = tenantNamed(account, TenantName);
  if (type !== undefined && !TYPES.includes(type))
    throw badRequest(`Invalid resource type ${type} specified.`);
  const arns = resources
    .map(({ arn }) => arn)
    .filter((arn) => type === undefined || typeOf(arn) === type)
    .sort();
  const { items, ...next } = page(arns, (arn) => arn, body);
  return { TenantResources: items.map((arn) => ({ ResourceType: typeOf(arn), ResourceArn: arn })), ...next };
};

/** POST /v2/email/resources/tenants/list */
export const listResourceTenants: Operation = (account, { body }) => {
  const { ResourceArn } = readBody(ofResource, body);
  checkResource(account, ResourceArn);
  const { items, ...next } = page(tenantsOf(account, ResourceArn), ({ name }) => name, body);
  const associated = items.flatMap(({ name, id, resources }) =>
    resources
      .filter(({ arn }) => arn === ResourceArn)
      .map(({ arn, atMs }) => ({
        TenantName: name,
        TenantId: id,
        ResourceArn: arn,
        AssociatedTimestamp: atMs / 1000,
      })),
  );
  return { ResourceTenants: associated, ...next };
};
