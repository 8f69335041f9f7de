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
import { ONBOARDING_TAG, OWNER_TAG } from "./tags.ts";
import { leaveTenants } from "./tenants.ts";

const dkimAttributes = z.object({
  Tokens: z.array(z.string()).length(3),
  SigningHostedZone: z.string().optional(),
});

/** The account and Region that identities are made in. */
interface Place {
  readonly region: string;
  /** The part before the resource in ARNs of this account. */
  readonly arnPrefix: string;
}

/** Makes identities in SES v2, tagged with their owner. */
export function sesIdentityMaker(client: SESv2Client, { region, arnPrefix }: Place): IdentityMaker {
  /** An identity without our owner tag is never adopted. */
  async function find(
    identity: string,
    tags: Tag[],
    takesOver: boolean,
  ): Promise<CreatedIdentity | "taken" | "left-by-another"> {
    const found = await transientByName(() =>
      client.send(new GetEmailIdentityCommand({ EmailIdentity: identity })),
    ).catch((error: unknown) => {
      // It was deleted in between, so it can be made now.
      throw isNamed(error, "NotFoundException") ? new TransientServiceError(`${identity} vanished`) : error;
    });
    const owner = ownerOf(found.Tags);
    if (owner === undefined) return "taken";
    if (owner !== ownerOf(tags)) {
      if (!takesOver) return "left-by-another";
      const ResourceArn = `${arnPrefix}:identity/${identity}`;
      await transientByName(async () => {
        // Its former owner can't send through it any more; until the next call it is still tagged as theirs.
        await leaveTenants(client, ResourceArn);
        await client.send(new TagResourceCommand({ ResourceArn, Tags: tags }));
      });
    }
    return madeIdentity(found, region);
  }

  const maker: IdentityMaker = {
    async make(identity, { onboardingId, owner, project, configurationSet }, takesOver = false) {
      const tags = [
        { Key: OWNER_TAG, Value: owner },
        { Key: "sendworthy:project", Value: project },
        { Key: ONBOARDING_TAG, Value: onboardingId },
      ];
      try {
        const made = await transientByName(() =>
          client.send(
            new CreateEmailIdentityCommand({
              EmailIdentity: identity,
              Tags: tags,
              ConfigurationSetName: configurationSet,
            }),
          ),
        );
        // SES has not checked it yet: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html
        const status = { VerificationStatus: "PENDING", ConfigurationSetName: configurationSet } as const;
        return madeIdentity({ ...made, ...status }, region);
      } catch (error) {
        if (isNamed(error, "AlreadyExistsException")) return find(identity, tags, takesOver);
        // The customer need not wait for a missing configuration set: ConfigureProject reports it.
        if (configurationSet !== undefined && isNamed(error, "NotFoundException"))
          return maker.make(identity, { onboardingId, owner, project }, takesOver);
        throw error;
      }
    },
  };
  return maker;
}

function ownerOf(tags: readonly Tag[] = []): string | undefined {
  return tags.find(({ Key }) => Key === OWNER_TAG)?.Value;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

function madeIdentity(answer: Partial<GetEmailIdentityCommandOutput>, region: string): CreatedIdentity {
  const { Tokens, SigningHostedZone } = dkimAttributes.parse(answer.DkimAttributes);
  const { ConfigurationSetName: configurationSet } = answer;
  return {
    dkimTokens: Tokens,
    signingHostedZone: SigningHostedZone ?? signingZoneOf(region),
    status: identityStatusOf(answer),
    ...(configurationSet !== undefined && { configurationSet }),
  };
}
