import {
  CreateEmailIdentityCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  type SESv2Client,
  type Tag,
  TagResourceCommand,
} from "@aws-sdk/client-sesv2";
import * as z from "zod";
import { transientByName } from "#adapters/transient";
import { TransientServiceError } from "#core/errors";
import { signingZoneOf } from "#core/records/signing-zone";
import type { CreatedIdentity, IdentityMaker } from "#core/verification/ses-ports";
import { identityStatusOf } from "./identity-reader.ts";
import { OWNER_TAG, tagsOf } from "./tags.ts";
import { leaveTenants } from "./tenants.ts";

const dkimAttributes = z.object({
  Tokens: z.array(z.string()).length(3),
  SigningHostedZone: z.string().optional(),
});

/** The account and Region of the identities. */
interface Place {
  readonly region: string;
  /** The part of an ARN in this account before the resource. */
  readonly arnPrefix: string;
}

/** Creates identities in SES v2, with the owner tag. */
export function sesIdentityMaker(client: SESv2Client, place: Place): IdentityMaker {
  return {
    async make(identity, { configurationSet, ...purpose }, takesOver = false) {
      const tags = tagsOf(purpose);
      try {
        return await createWithFallback(client, identity, tags, configurationSet, place);
      } catch (error) {
        if (!isNamed(error, "AlreadyExistsException")) throw error;
        return adopt(client, identity, tags, takesOver, place);
      }
    },
  };
}

/**
 * A missing configuration set must not delay the customer, so the identity is created without it;
 * ConfigureProject reports it.
 */
async function createWithFallback(
  client: SESv2Client,
  identity: string,
  tags: Tag[],
  configurationSet: string | undefined,
  place: Place,
): Promise<CreatedIdentity> {
  try {
    return await create(client, identity, tags, configurationSet, place);
  } catch (error) {
    const isSetMissing = configurationSet !== undefined && isNamed(error, "NotFoundException");
    if (!isSetMissing) throw error;
    return create(client, identity, tags, undefined, place);
  }
}

async function create(
  client: SESv2Client,
  identity: string,
  tags: Tag[],
  configurationSet: string | undefined,
  { region }: Place,
): Promise<CreatedIdentity> {
  const created = await transientByName(() =>
    client.send(
      new CreateEmailIdentityCommand({
        EmailIdentity: identity,
        Tags: tags,
        ConfigurationSetName: configurationSet,
      }),
    ),
  );
  // SES has not checked a new identity yet:
  // https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html
  const status = { VerificationStatus: "PENDING", ConfigurationSetName: configurationSet } as const;
  return createdIdentity({ ...created, ...status }, region);
}

/** Uses an existing identity, but never one without our owner tag. */
async function adopt(
  client: SESv2Client,
  identity: string,
  tags: Tag[],
  takesOver: boolean,
  { region, arnPrefix }: Place,
): Promise<CreatedIdentity | "taken" | "left-by-another"> {
  const found = await findExisting(client, identity);
  const owner = ownerOf(found.Tags);
  if (owner === undefined) return "taken";
  if (owner !== ownerOf(tags)) {
    if (!takesOver) return "left-by-another";
    await takeOver(client, `${arnPrefix}:identity/${identity}`, tags);
  }
  return createdIdentity(found, region);
}

async function findExisting(client: SESv2Client, identity: string): Promise<GetEmailIdentityCommandOutput> {
  try {
    return await transientByName(() => client.send(new GetEmailIdentityCommand({ EmailIdentity: identity })));
  } catch (error) {
    // The identity was deleted meanwhile, so a retry can create it.
    throw isNamed(error, "NotFoundException") ? new TransientServiceError(`${identity} vanished`) : error;
  }
}

/**
 * Gives an identity to a new owner. It is first removed from its tenants, so that the former owner can no
 * longer send with it.
 */
async function takeOver(client: SESv2Client, resourceArn: string, tags: Tag[]): Promise<void> {
  await transientByName(async () => {
    await leaveTenants(client, resourceArn);
    await client.send(new TagResourceCommand({ ResourceArn: resourceArn, Tags: tags }));
  });
}

function ownerOf(tags: readonly Tag[] = []): string | undefined {
  return tags.find(({ Key }) => Key === OWNER_TAG)?.Value;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

function createdIdentity(answer: Partial<GetEmailIdentityCommandOutput>, region: string): CreatedIdentity {
  const { Tokens, SigningHostedZone } = dkimAttributes.parse(answer.DkimAttributes);
  const { ConfigurationSetName: configurationSet } = answer;
  return {
    dkimTokens: Tokens,
    signingHostedZone: SigningHostedZone ?? signingZoneOf(region),
    status: identityStatusOf(answer),
    ...(configurationSet !== undefined && { configurationSet }),
  };
}
