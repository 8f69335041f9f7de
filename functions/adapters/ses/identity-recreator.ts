import {
  CreateEmailIdentityCommand,
  CreateTenantResourceAssociationCommand,
  DeleteEmailIdentityCommand,
  GetEmailIdentityCommand,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";
import * as z from "zod";
import { transientByName } from "#adapters/transient";
import { IdentityMissingError } from "#core/errors";
import { type IdentitySettings, identityStatus } from "#core/onboarding/onboarding";
import type { IdentityRecreator, RestartedDkim } from "#core/verification/ses-ports";
import { leaveTenants, tenantsOf } from "./tenants.ts";

const dkimAttributes = z.object({ Status: identityStatus.shape.dkim, Tokens: z.array(z.string()).length(3) });

/** Deletes identities in SES v2 and makes them again; `arnPrefix` is the part before the resource in ARNs of this account. */
export function sesIdentityRecreator(client: SESv2Client, arnPrefix: string): IdentityRecreator {
  const arnOf = (identity: string) => `${arnPrefix}:identity/${identity}`;

  const read = async (identity: string) =>
    orAbsent(() => client.send(new GetEmailIdentityCommand({ EmailIdentity: identity })));

  async function make(
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

  async function join(identity: string, TenantName: string): Promise<void> {
    const join = new CreateTenantResourceAssociationCommand({ TenantName, ResourceArn: arnOf(identity) });
    await transientByName(() => client.send(join)).catch(unless("AlreadyExistsException"));
  }

  return {
    async identitySettings(identity) {
      const found = await read(identity);
      if (found === undefined) throw new IdentityMissingError(identity);
      const {
        Tags = [],
        ConfigurationSetName,
        Policies = {},
        FeedbackForwardingStatus,
        DkimAttributes,
      } = found;
      const isPlain =
        Object.keys(Policies).length === 0 &&
        FeedbackForwardingStatus !== false &&
        DkimAttributes?.SigningEnabled !== false &&
        DkimAttributes?.SigningAttributesOrigin === "AWS_SES";
      if (!isPlain) return "refused";
      return {
        tags: Tags.flatMap(({ Key, Value }) =>
          Key === undefined || Value === undefined ? [] : { key: Key, value: Value },
        ),
        ...(ConfigurationSetName && { configurationSet: ConfigurationSetName }),
        tenants: await transientByName(() => tenantsOf(client, arnOf(identity))),
      };
    },
    async recreate(identity, identitySettings) {
      const found = await read(identity);
      const isGivenUp = found?.DkimAttributes?.Status === "FAILED";
      if (isGivenUp) {
        await transientByName(async () => {
          await leaveTenants(client, arnOf(identity));
          await client.send(new DeleteEmailIdentityCommand({ EmailIdentity: identity }));
        });
      }
      // An earlier run may have died after it made the identity, which SES already checks.
      const dkim =
        found === undefined || isGivenUp
          ? await make(identity, identitySettings)
          : restartedDkim(found.DkimAttributes);
      for (const tenant of identitySettings.tenants) await join(identity, tenant);
      return dkim;
    },
  };
}

function restartedDkim(attributes: unknown): RestartedDkim {
  const { Status, Tokens } = dkimAttributes.parse(attributes);
  return { dkim: Status, tokens: Tokens };
}

async function orAbsent<T>(call: () => Promise<T>): Promise<T | undefined> {
  return transientByName(call).catch(unless("NotFoundException"));
}

function unless(name: string): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof Error && error.name === name) return undefined;
    throw error;
  };
}
