import { formEntries, type XmlTree } from "../../aws/query-protocol.ts";
import { AwsError } from "../../aws/service.ts";
import type { Account } from "../account.ts";
import type { Identity } from "../identity.ts";
import type { QueryOperation } from "../query-operation.ts";

/**
 * The most identities of one call:
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityDkimAttributes.html
 */
const MOST_IDENTITIES = 100;

/** Returns a status in the spelling of the older API: "TemporaryFailure" for "TEMPORARY_FAILURE". */
function inOldSpelling(status: string): string {
  return status
    .split("_")
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join("");
}

/** Maps each requested identity to its attributes; an identity without attributes is left out. */
function mapOf(
  { identities }: Account,
  form: URLSearchParams,
  attributes: (identity: Identity | undefined) => XmlTree | undefined,
): readonly XmlTree[] {
  const names = Object.values(formEntries(form, "Identities.member."));
  if (names.length > MOST_IDENTITIES) {
    throw new AwsError("InvalidParameterValue", `More than ${MOST_IDENTITIES} identities were asked for.`);
  }
  return names.flatMap((key) => {
    const value = attributes(identities.get(key.toLowerCase()));
    return value === undefined ? [] : [{ key, value }];
  });
}

/** GetIdentityDkimAttributes: reads up to 100 identities. */
export const getIdentityDkimAttributes: QueryOperation = (account, form) => ({
  DkimAttributes: {
    entry: mapOf(account, form, (identity) => ({
      DkimEnabled: identity?.dkim?.signingEnabled ?? false,
      DkimVerificationStatus: inOldSpelling(identity?.dkim?.watch.status ?? "NOT_STARTED"),
      ...(identity?.dkim && {
        DkimTokens: { member: identity.dkim.tokens },
      }),
    })),
  },
});

/** GetIdentityMailFromDomainAttributes: reads up to 100 identities. */
export const getIdentityMailFromDomainAttributes: QueryOperation = (account, form) => ({
  MailFromDomainAttributes: {
    entry: mapOf(account, form, (identity) => {
      const { mailFrom } = identity ?? {};
      if (mailFrom === undefined) return { BehaviorOnMXFailure: "UseDefaultValue" };
      return {
        MailFromDomain: mailFrom.domain,
        MailFromDomainStatus: inOldSpelling(mailFrom.watch.status),
        BehaviorOnMXFailure: mailFrom.behavior === "REJECT_MESSAGE" ? "RejectMessage" : "UseDefaultValue",
      };
    }),
  },
});

/** GetIdentityVerificationAttributes: reads up to 100 identities and leaves unknown ones out. */
export const getIdentityVerificationAttributes: QueryOperation = (account, form) => ({
  VerificationAttributes: {
    entry: mapOf(account, form, (identity) =>
      identity === undefined ? undefined : { VerificationStatus: inOldSpelling(identity.verificationStatus) },
    ),
  },
});
