import { signingZoneOf } from "#core/records/signing-zone";
import type { Account } from "./account.ts";
import { type Identity, isVerifiedForSending, type VerificationInfo } from "./identity.ts";

/** Returns an identity's type in the API's spelling. */
export function identityType(name: string): "DOMAIN" | "EMAIL_ADDRESS" {
  return name.includes("@") ? "EMAIL_ADDRESS" : "DOMAIN";
}

/** REST-JSON timestamps are seconds: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
function seconds(ms: number): number {
  return ms / 1000;
}

/** Returns the DkimAttributes of an identity; `status` replaces the stored status in the response of a Create. */
export function dkimAttributes(
  { dkim }: Identity,
  region: string,
  status: string = dkim?.watch.status ?? "NOT_STARTED",
): Record<string, unknown> {
  if (dkim === undefined) {
    return {
      SigningEnabled: false,
      Status: status,
      SigningAttributesOrigin: "AWS_SES",
      NextSigningKeyLength: "RSA_1024_BIT",
    };
  }
  return {
    SigningEnabled: dkim.signingEnabled,
    Status: status,
    Tokens: dkim.tokens,
    SigningHostedZone: signingZoneOf(region),
    SigningAttributesOrigin: "AWS_SES",
    NextSigningKeyLength: "RSA_2048_BIT",
    CurrentSigningKeyLength: "RSA_2048_BIT",
    LastKeyGenerationTimestamp: seconds(dkim.keyGeneratedMs),
  };
}

/** SES returns only the behaviour for an identity without a MAIL FROM domain, although its API model requires all three. */
function mailFromAttributes({ mailFrom }: Identity): Record<string, unknown> {
  if (mailFrom === undefined) return { BehaviorOnMxFailure: "USE_DEFAULT_VALUE" };
  return {
    MailFromDomain: mailFrom.domain,
    MailFromDomainStatus: mailFrom.watch.status,
    BehaviorOnMxFailure: mailFrom.behavior,
  };
}

function verificationInfo(info: VerificationInfo): Record<string, unknown> {
  return {
    ...(info.lastCheckedMs !== undefined && { LastCheckedTimestamp: seconds(info.lastCheckedMs) }),
    ...(info.lastSuccessMs !== undefined && { LastSuccessTimestamp: seconds(info.lastSuccessMs) }),
    ...(info.errorType && { ErrorType: info.errorType }),
    ...(info.soaRecord && { SOARecord: info.soaRecord }),
  };
}

/** Returns the response of GetEmailIdentity. */
export function identityView(account: Account, identity: Identity): Record<string, unknown> {
  return {
    IdentityType: identityType(identity.name),
    FeedbackForwardingStatus: identity.forwardsFeedback ?? true,
    VerifiedForSendingStatus: isVerifiedForSending(account.identities, identity.name),
    DkimAttributes: dkimAttributes(identity, account.region),
    MailFromAttributes: mailFromAttributes(identity),
    Policies: {},
    Tags: identity.tags,
    ...(identity.configurationSet && { ConfigurationSetName: identity.configurationSet }),
    VerificationStatus: identity.verificationStatus,
    VerificationInfo: verificationInfo(identity.verificationInfo),
  };
}
