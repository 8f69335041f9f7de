import * as z from "zod";
import { signingZoneOf } from "#core/records/signing-zone";
import { AwsError } from "../../aws/service.ts";
import { createTokens } from "../dkim-keys.ts";
import type { Dkim } from "../identity.ts";
import type { Operation } from "../operation.ts";
import type { QueryOperation } from "../query-operation.ts";
import { badRequest, identityNotFound, oneOf, readBody } from "../request-body.ts";
import { beginWatch } from "../watch.ts";

const enabling = z.object({ SigningEnabled: z.boolean().default(false) });
const ORIGINS = ["AWS_SES"] as const;
const signing = z.object({ SigningAttributesOrigin: z.enum(ORIGINS, oneOf(ORIGINS)) });

/** PUT /v2/email/identities/{EmailIdentity}/dkim */
export const putDkimAttributes: Operation = (account, { identity: name, body }) => {
  const { SigningEnabled } = readBody(enabling, body);
  const identity = account.identities.get(name);
  // Mail from an address is signed with its domain's key, unless that is switched off for the address:
  // https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy-managing.html
  if (identity !== undefined && name.includes("@")) {
    account.identities.put(name, { ...identity, signsWithDomain: SigningEnabled });
    return {};
  }
  if (identity?.dkim === undefined) throw badRequest(`Domain ${name} is not verified for DKIM signing.`);
  account.identities.put(name, { ...identity, dkim: { ...identity.dkim, signingEnabled: SigningEnabled } });
  return {};
};

/**
 * PUT /v2/email/identities/{EmailIdentity}/dkim/signing: restarts Easy DKIM, which then has another 72 hours.
 */
export const putDkimSigningAttributes: Operation = async (account, { identity: name, body }) => {
  readBody(signing, body);
  if (name.includes("@") || name === "") throw badRequest("The EmailIdentity value must be a valid domain.");
  if (account.identities.get(name) === undefined) throw identityNotFound(name);
  if (account.dkimRestart.startsWith("refused"))
    throw badRequest(`DKIM signing attributes of ${name} cannot be changed now.`);
  const renewsTokens = account.dkimRestart === "new-tokens";
  const keys = renewsTokens ? await account.createKeyPair() : undefined;
  const identity = account.identities.get(name);
  if (identity?.dkim === undefined) throw identityNotFound(name);
  const nowMs = account.clock.now();
  const isVerified = identity.verificationStatus === "SUCCESS";
  const renewed = keys && { ...keys, tokens: createTokens(), keyGeneratedMs: nowMs };
  const isUnchanged = renewed === undefined && identity.dkim.watch.status === "SUCCESS";
  const dkim: Dkim = {
    ...identity.dkim,
    ...renewed,
    watch: isUnchanged ? identity.dkim.watch : beginWatch(nowMs),
  };
  account.identities.put(name, {
    ...identity,
    dkim,
    // A verified identity may send while SES searches for its new keys.
    verificationStatus: isVerified ? "SUCCESS" : "PENDING",
  });
  account.publishKeys();
  account.verifier.arm(name);
  return {
    DkimStatus: dkim.watch.status,
    DkimTokens: dkim.tokens,
    SigningHostedZone: signingZoneOf(account.region),
  };
};

/** VerifyDomainDkim of the older API: restarts Easy DKIM with the existing tokens, unless it is verified. */
export const verifyDomainDkim: QueryOperation = (account, form) => {
  const name = (form.get("Domain") ?? "").toLowerCase();
  const identity = account.identities.get(name);
  if (identity?.dkim === undefined) {
    throw new AwsError("InvalidParameterValue", `Domain ${name} is not an identity of this account.`);
  }
  if (account.dkimRestart === "refused-by-both")
    throw new AwsError("LimitExceeded", `DKIM of ${name} cannot begin again now.`);
  const { dkim } = identity;
  if (dkim.watch.status !== "SUCCESS") {
    account.identities.put(name, {
      ...identity,
      dkim: { ...dkim, watch: beginWatch(account.clock.now()) },
      verificationStatus: identity.verificationStatus === "SUCCESS" ? "SUCCESS" : "PENDING",
    });
    account.verifier.arm(name);
  }
  return { DkimTokens: { member: dkim.tokens } };
};
