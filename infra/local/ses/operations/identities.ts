import * as z from "zod";
import { AwsError } from "../../aws/service.ts";
import { configurationSetNamed } from "../configuration-set.ts";
import { createTokens } from "../dkim-keys.ts";
import { type Identity, isVerifiedForSending, tagSchema } from "../identity.ts";
import { dkimAttributes, identityType, identityView } from "../identity-view.ts";
import type { Operation } from "../operation.ts";
import { badRequest, identityNotFound, member, readBody } from "../request-body.ts";
import { identityArn, refuseWhileAssociated } from "../tenant.ts";
import { beginWatch } from "../watch.ts";

const creation = z.object({
  EmailIdentity: member.min(1, { error: "Member must have length greater than or equal to 1" }),
  Tags: z.array(tagSchema).default([]),
  DkimSigningAttributes: z
    .unknown()
    .optional()
    .refine((value) => value === undefined, {
      error: "only Easy DKIM with keys of the default length is simulated",
    }),
  ConfigurationSetName: z.string().optional(),
});

const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;
const LOCAL_PART = /^[^\s@"(),:;<>[\\\]]{1,64}$/;

function readName(text: string): string {
  const name = text.toLowerCase();
  const [domain = "", local, extra] = name.split("@").reverse();
  if (!DOMAIN.test(domain)) throw badRequest(`Invalid domain name ${text}.`);
  if (extra !== undefined || (local !== undefined && !LOCAL_PART.test(local)))
    throw badRequest(`Invalid email address ${text}.`);
  return name;
}

/** POST /v2/email/identities */
export const createEmailIdentity: Operation = async (account, { body }) => {
  const { EmailIdentity, Tags, ConfigurationSetName } = readBody(creation, body);
  const name = readName(EmailIdentity);
  const refuseDuplicate = () => {
    if (account.identities.get(name) !== undefined)
      throw new AwsError("AlreadyExistsException", `Email identity ${EmailIdentity} already exist.`);
  };
  refuseDuplicate();
  if (ConfigurationSetName !== undefined)
    configurationSetNamed(account.configurationSets, ConfigurationSetName);
  const type = identityType(name);
  const keys = type === "DOMAIN" ? await account.createKeyPair() : undefined;
  // Another request may have created the identity while the keys were made.
  refuseDuplicate();
  const nowMs = account.clock.now();
  const identity: Identity = {
    name,
    verificationStatus: "PENDING",
    verificationInfo: {},
    tags: Tags,
    ...(ConfigurationSetName && { configurationSet: ConfigurationSetName }),
    ...(keys && {
      dkim: {
        ...keys,
        watch: beginWatch(nowMs),
        signingEnabled: true,
        tokens: createTokens(),
        keyGeneratedMs: nowMs,
      },
    }),
  };
  account.identities.put(name, identity);
  account.publishNewKeys(identity);
  account.verifier.arm(name);
  return {
    IdentityType: type,
    VerifiedForSendingStatus: isVerifiedForSending(account.identities, name),
    // Create returns NOT_STARTED; every later read returns PENDING.
    ...(keys && { DkimAttributes: dkimAttributes(identity, account.region, "NOT_STARTED") }),
  };
};

/** GET /v2/email/identities/{EmailIdentity} */
export const getEmailIdentity: Operation = (account, { identity: name }) => {
  const identity = account.identities.get(name);
  if (identity === undefined) throw identityNotFound(name);
  return identityView(account, identity);
};

/** DELETE /v2/email/identities/{EmailIdentity} */
export const deleteEmailIdentity: Operation = (account, { identity: name }) => {
  if (account.identities.get(name) === undefined) throw identityNotFound(name);
  refuseWhileAssociated(account, identityArn(account, name));
  account.identities.delete(name);
  account.publishKeys();
  account.verifier.arm(name);
  return {};
};
