import { AwsError } from "../aws/service.ts";
import type { Account } from "./account.ts";
import { configurationSetNamed } from "./configuration-set.ts";
import { badRequest, identityNotFound, notFound } from "./request-body.ts";
import type { SendingStatus, Tenant } from "./tenant-item.ts";

type Placement = Pick<Account, "region" | "accountId">;

/** Returns the ARN of an SES resource in this account and region. */
export function sesArn({ region, accountId }: Placement, resource: string): string {
  return `arn:aws:ses:${region}:${accountId}:${resource}`;
}

/** Returns the ARN of an identity. */
export function identityArn(placement: Placement, name: string): string {
  return sesArn(placement, `identity/${name}`);
}

/** Returns the ARN of a configuration set. */
export function configurationSetArn(placement: Placement, name: string): string {
  return sesArn(placement, `configuration-set/${name}`);
}

/** Returns the ARN of a reputation policy of SES; AWS owns these policies in each region. */
export function reputationPolicyArn({ region }: Placement, policy: string): string {
  return `arn:aws:ses:${region}:aws:reputation-policy/${policy}`;
}

/** Returns the effective status; SES itself never pauses a tenant here. */
export function sendingStatusOf({ ownStatus }: Tenant): SendingStatus {
  return ownStatus?.status ?? "ENABLED";
}

/** Finds a tenant by its name, or throws SES's error if there is none. */
export function tenantNamed({ tenants }: Account, name: string): Tenant {
  if (name === "") throw badRequest("TenantName cannot be empty");
  const found = tenants.get(name);
  if (found === undefined) throw notFound(`The requested tenant <${name}> does not exist.`);
  return found;
}

/** Returns the tenants that a resource is associated with. */
export function tenantsOf({ tenants }: Account, arn: string): Tenant[] {
  return tenants
    .list()
    .map(({ value }) => value)
    .filter(({ resources }) => resources.some((resource) => resource.arn === arn));
}

/** Refuses a message for a tenant that does not exist or is not associated with each of the `used` resources. */
export function checkTenantMaySend(
  { tenants, accountId }: Account,
  name: string,
  used: readonly string[],
): void {
  const tenant = tenants.get(name);
  if (tenant === undefined) throw notFound(`Tenant ${name} for AwsAccountId ${accountId} not found.`);
  if (sendingStatusOf(tenant) === "DISABLED")
    throw new AwsError("SendingPausedException", `Sending is paused for tenant ${name}.`);
  const missing = used.filter((arn) => !tenant.resources.some((resource) => resource.arn === arn));
  if (missing.length > 0)
    throw new AwsError(
      "AccessDeniedException",
      `Tenant not associated with resources [${missing.join(", ")}].`,
      403,
    );
}

/** Refuses to delete a resource that is associated with a tenant, as SES does. */
export function refuseWhileAssociated(account: Account, arn: string): void {
  if (tenantsOf(account, arn).length > 0)
    throw badRequest(
      `Cannot delete <${arn}> because it has tenant associations. Remove all tenant associations and try again.`,
    );
}

/** Refuses the ARN of a resource that cannot be associated or does not exist; the checks have SES's order. */
export function checkResource(account: Account, arn: string): void {
  const [scheme, , service, region, accountId, resource = ""] = arn.split(":");
  if (scheme !== "arn" || resource === "")
    throw badRequest("Provided resource identifier is not an SES resource");
  if (service !== "ses") throw badRequest("Provided ARN is not in SES resource ARN format");
  const [type = "", name = ""] = resource.split("/");
  if (type !== "identity" && type !== "configuration-set")
    throw badRequest(`Unsupported resource type: ${type}`);
  if (region !== account.region) throw badRequest(`Resource <${arn}> must be in the same region`);
  if (accountId !== account.accountId) throw badRequest(`Resource <${arn}> must be in the same account`);
  if (type === "configuration-set") configurationSetNamed(account.configurationSets, name);
  else if (account.identities.get(name.toLowerCase()) === undefined) throw identityNotFound(name);
}
