import * as z from "zod";
import { AwsError } from "../../aws/service.ts";
import type { Account } from "../account.ts";
import { type Identity, tagSchema } from "../identity.ts";
import type { Operation } from "../operation.ts";
import { badRequest, readBody } from "../request-body.ts";
import { identityArn } from "../tenant.ts";

const tagging = z.object({
  ResourceArn: z.string(),
  Tags: z.array(tagSchema),
});

function identityByArn(account: Account, arn: string): Identity {
  const prefix = identityArn(account, "");
  if (!arn.startsWith(prefix)) throw badRequest(`Invalid resource ARN ${arn}.`);
  const identity = account.identities.get(arn.slice(prefix.length).toLowerCase());
  if (identity === undefined) throw new AwsError("NotFoundException", `Resource ${arn} does not exist.`, 404);
  return identity;
}

/** POST /v2/email/tags */
export const tagResource: Operation = (account, { body }) => {
  const { ResourceArn, Tags } = readBody(tagging, body);
  const identity = identityByArn(account, ResourceArn);
  const kept = identity.tags.filter(({ Key }) => !Tags.some((added) => added.Key === Key));
  account.identities.put(identity.name, { ...identity, tags: [...kept, ...Tags] });
  return {};
};

/** GET /v2/email/tags */
export const listTagsForResource: Operation = (account, { query }) => ({
  Tags: identityByArn(account, query.get("ResourceArn") ?? "").tags,
});
