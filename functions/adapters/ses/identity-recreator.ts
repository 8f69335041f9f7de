import {
  CreateEmailIdentityCommand,
  CreateTenantResourceAssociationCommand,
  DeleteEmailIdentityCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";
import * as z from "zod";
import { transientByName } from "#adapters/transient";
import { IdentityMissingError } from "#core/errors";
import type { IdentitySettings } from "#core/onboarding/identity-settings";
import { identityStatus } from "#core/onboarding/onboarding";
import type { IdentityRecreator, RestartedDkim } from "#core/verification/ses-ports";
import { leaveTenants, tenantsOf } from "./tenants.ts";

const dkimAttributes = z.object({ Status: identityStatus.shape.dkim, Tokens: z.array(z.string()).length(3) });

/** Deletes and recreates identities in SES v2; `arnPrefix` is the part of an ARN before the resource. */
export function sesIdentityRecreator(client: SESv2Client, arnPrefix: string): IdentityRecreator {
  return {
    async identitySettings(identity) {
      const found = await read(client, identity);
      if (found === undefined) throw new IdentityMissingError(identity);
      if (!canBeRestored(found)) return "refused";
      const tenants = await transientByName(() => tenantsOf(client, `${arnPrefix}:identity/${identity}`));
      return settingsOf(found, tenants);
    },
    async recreate(identity, settings) {
      const arn = `${arnPrefix}:identity/${identity}`;
      const found = await read(client, identity);
      const hasFailed = found?.DkimAttributes?.Status === "FAILED";
      if (hasFailed) await remove(client, identity, arn);
      // An earlier run may have crashed after it created the identity, which SES then already checks.
      const dkim =
        found === undefined || hasFailed
          ? await create(client, identity, settings)
          : restartedDkim(found.DkimAttributes);
      for (const tenant of settings.tenants) await joinTenant(client, arn, tenant);
      return dkim;
    },
  };
}

async function read(
  client: SESv2Client,
  identity: string,
): Promise<GetEmailIdentityCommandOutput | undefined> {
  const get = new GetEmailIdentityCommand({ EmailIdentity: identity });
  return transientByName(() => client.send(get)).catch(unless("NotFoundException"));
}

/**
 * True if all settings of an identity can be restored: it has no policy, forwards feedback, and uses Easy
 * DKIM.
 */
function canBeRestored(found: GetEmailIdentityCommandOutput): boolean {
  const { Policies = {}, FeedbackForwardingStatus, DkimAttributes } = found;
  return (
    Object.keys(Policies).length === 0 &&
    FeedbackForwardingStatus !== false &&
    DkimAttributes?.SigningEnabled !== false &&
    DkimAttributes?.SigningAttributesOrigin === "AWS_SES"
  );
}

function settingsOf(
  { Tags = [], ConfigurationSetName }: GetEmailIdentityCommandOutput,
  tenants: IdentitySettings["tenants"],
): IdentitySettings {
  return {
    tags: Tags.flatMap(({ Key, Value }) =>
      Key === undefined || Value === undefined ? [] : { key: Key, value: Value },
    ),
    ...(ConfigurationSetName && { configurationSet: ConfigurationSetName }),
    tenants,
  };
}

async function remove(client: SESv2Client, identity: string, arn: string): Promise<void> {
  await transientByName(async () => {
    await leaveTenants(client, arn);
    await client.send(new DeleteEmailIdentityCommand({ EmailIdentity: identity }));
  });
}

async function create(
  client: SESv2Client,
  identity: string,
  { tags, configurationSet }: IdentitySettings,
): Promise<RestartedDkim> {
  const { DkimAttributes } = await transientByName(() =>
    client.send(
      new CreateEmailIdentityCommand({
        EmailIdentity: identity,
        Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })),
        ...(configurationSet && { ConfigurationSetName: configurationSet }),
      }),
    ),
  );
  return restartedDkim(DkimAttributes);
}

async function joinTenant(client: SESv2Client, arn: string, tenant: string): Promise<void> {
  const join = new CreateTenantResourceAssociationCommand({ TenantName: tenant, ResourceArn: arn });
  await transientByName(() => client.send(join)).catch(unless("AlreadyExistsException"));
}

function restartedDkim(attributes: unknown): RestartedDkim {
  const { Status, Tokens } = dkimAttributes.parse(attributes);
  return { dkim: Status, tokens: Tokens };
}

/** Makes a handler that turns one named error into `undefined` and throws all others. */
function unless(name: string): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof Error && error.name === name) return undefined;
    throw error;
  };
}
