import {
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  type SESClient,
} from "@aws-sdk/client-ses";
import { type IdentityInfo, ListEmailIdentitiesCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import { identityStatus } from "#core/onboarding/onboarding";
import type { IdentityWatch, ListedDomain, MailFromStatus } from "#core/watch/identity-watch";

const LARGEST_PAGE = 1000;

/**
 * The statuses after which verification has ended. A domain with another status has a running execution,
 * which checks it.
 */
const ENDED: readonly (string | undefined)[] = ["SUCCESS", "TEMPORARY_FAILURE", "FAILED"];

/** Maps the statuses of SES v1 to those of v2. */
const STATUSES: Readonly<Record<string, string>> = {
  NotStarted: "NOT_STARTED",
  Pending: "PENDING",
  Success: "SUCCESS",
  Failed: "FAILED",
  TemporaryFailure: "TEMPORARY_FAILURE",
};

/** Lists identities with SES v2, and reads them with SES v1, because only v1 reads a hundred in one call. */
export function sesIdentityWatch(client: SESv2Client, olderClient: SESClient): IdentityWatch {
  return {
    list: (nextToken) => listDomains(client, nextToken),
    dkim: (identities) => readDkim(olderClient, identities),
    mailFrom: (identities) => readMailFrom(olderClient, identities),
  };
}

async function listDomains(client: SESv2Client, nextToken?: string): ReturnType<IdentityWatch["list"]> {
  try {
    const { EmailIdentities = [], NextToken } = await transientByName(() =>
      client.send(new ListEmailIdentitiesCommand({ PageSize: LARGEST_PAGE, NextToken: nextToken })),
    );
    return {
      domains: EmailIdentities.flatMap(listedDomain),
      ...(NextToken && { nextToken: NextToken }),
    };
  } catch (error) {
    // A pass may take hours, and SES does not document how long a token is valid, so the next pass starts
    // without one.
    const isOutdated = error instanceof Error && error.name === "BadRequestException";
    if (nextToken !== undefined && isOutdated) return { domains: [] };
    throw error;
  }
}

/** SES leaves out fields without a value. */
function listedDomain({
  IdentityType,
  IdentityName: identity,
  VerificationStatus,
  SendingEnabled,
}: IdentityInfo): ListedDomain[] {
  if (identity === undefined || IdentityType !== "DOMAIN" || !ENDED.includes(VerificationStatus)) return [];
  return [{ identity, isFine: VerificationStatus === "SUCCESS" && SendingEnabled !== false }];
}

async function readDkim(client: SESClient, identities: readonly string[]): ReturnType<IdentityWatch["dkim"]> {
  const { DkimAttributes = {} } = await transientByName(() =>
    client.send(new GetIdentityDkimAttributesCommand({ Identities: [...identities] })),
  );
  return new Map(
    Object.entries(DkimAttributes).map(([identity, { DkimVerificationStatus, DkimEnabled }]) => [
      identity,
      { status: statusOf(DkimVerificationStatus), isSigning: DkimEnabled !== false },
    ]),
  );
}

async function readMailFrom(
  client: SESClient,
  identities: readonly string[],
): ReturnType<IdentityWatch["mailFrom"]> {
  const { MailFromDomainAttributes = {} } = await transientByName(() =>
    client.send(new GetIdentityMailFromDomainAttributesCommand({ Identities: [...identities] })),
  );
  return new Map(
    Object.entries(MailFromDomainAttributes).flatMap(([identity, attributes]) => {
      const { MailFromDomain, MailFromDomainStatus, BehaviorOnMXFailure } = attributes;
      if (!MailFromDomain) return [];
      const rejectsOnMxFailure = BehaviorOnMXFailure === "RejectMessage";
      const status = statusOf(MailFromDomainStatus);
      return [[identity, { domain: MailFromDomain, status, rejectsOnMxFailure }]];
    }),
  );
}

function statusOf(status = ""): MailFromStatus["status"] {
  return identityStatus.shape.dkim.parse(STATUSES[status]);
}
