import {
  DeleteTenantResourceAssociationCommand,
  paginateListResourceTenants,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";

/** Returns the names of the tenants that a resource belongs to. */
export async function tenantsOf(client: SESv2Client, resourceArn: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { ResourceTenants = [] } of paginateListResourceTenants(
    { client },
    { ResourceArn: resourceArn },
  )) {
    names.push(...ResourceTenants.flatMap(({ TenantName }) => TenantName ?? []));
  }
  return names;
}

/** Removes a resource from its tenants, because SES does not delete a resource that belongs to one. */
export async function leaveTenants(client: SESv2Client, resourceArn: string): Promise<void> {
  for (const TenantName of await tenantsOf(client, resourceArn))
    await client.send(new DeleteTenantResourceAssociationCommand({ TenantName, ResourceArn: resourceArn }));
}
