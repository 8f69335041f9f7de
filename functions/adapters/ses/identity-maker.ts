import {
  CreateEmailIdentityCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  type SESv2Client,
  type Tag,
  TagResourceCommand,
} from "@aws-sdk/client-sesv2";
import { z } from "zod";
import { transientByName } from "#adapters/transient";
import { TransientServiceError } from "#core/errors";
import type { CreatedIdentity, IdentityMaker } from "#core/verification/ses-ports";
import { identityStatusOf } from "./identity-reader.ts";
import { OWNER_TAG } from "./owner-tag.ts";
import { leaveTenants } from "./tenants.ts";

/** What SES answers of DKIM; where the zone is absent it is the one of the first regions. */
const dkimAttributes = z.object({
  Tokens: z.array(z.string()).length(3),
  SigningHostedZone: z.string().default("dkim.amazonses.com"),
});

/** Makes identities in SES v2, tagged with whom they are made for; `arnPrefix` is what the ARNs of this account begin with. */
export function sesIdentityMaker(client: SESv2Client, arnPrefix: string): IdentityMaker {
  /** Ours only by its tag: an identity that somebody else made is never adopted. */
  async function find(
    identity: string,
    tags: Tag[],
    takesOver: boolean,
  ): Promise<CreatedIdentity | "taken" | "left-by-another"> {
    const found = await transientByName(() =>
      client.send(new GetEmailIdentityCommand({ EmailIdentity: identity })),
    ).catch((error: unknown) => {
      // Somebody deleted it in between: it can be made now.
      throw isNamed(error, "NotFoundException") ? new TransientServiceError(`${identity} vanished`) : error;
    });
    const owner = ownerOf(found.Tags);
    if (owner === undefined) return "taken";
    if (owner !== ownerOf(tags)) {
      if (!takesOver) return "left-by-another";
      const ResourceArn = `${arnPrefix}:identity/${identity}`;
      await transientByName(async () => {
        // Whose it was sends through it no more; until the one call that follows it still is theirs.
        await leaveTenants(client, ResourceArn);
        await client.send(new TagResourceCommand({ ResourceArn, Tags: tags }));
      });
    }
    return madeIdentity(found);
  }

  const maker: IdentityMaker = {
    async make(identity, { onboardingId, owner, project, configurationSet }, takesOver = false) {
      const tags = [
        { Key: OWNER_TAG, Value: owner },
        { Key: "sendworthy:project", Value: project },
        { Key: "sendworthy:onboarding", Value: onboardingId },
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
        // It has not been looked for yet: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html
        return madeIdentity({
          ...made,
          VerificationStatus: "PENDING",
          ConfigurationSetName: configurationSet,
        });
      } catch (error) {
        if (isNamed(error, "AlreadyExistsException")) return find(identity, tags, takesOver);
        // The customer need not wait for a configuration set that is missing: ConfigureProject says so in time.
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

function madeIdentity(said: Partial<GetEmailIdentityCommandOutput>): CreatedIdentity {
  const { Tokens, SigningHostedZone } = dkimAttributes.parse(said.DkimAttributes);
  const { ConfigurationSetName: configurationSet } = said;
  return {
    dkimTokens: Tokens,
    signingHostedZone: SigningHostedZone,
    status: identityStatusOf(said),
    ...(configurationSet !== undefined && { configurationSet }),
  };
}
