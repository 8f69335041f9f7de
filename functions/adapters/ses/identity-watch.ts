import {
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  type SESClient,
} from "@aws-sdk/client-ses";
import { ListEmailIdentitiesCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import { identityStatus } from "#core/onboarding/onboarding";
import type { IdentityWatch, MailFromStatus } from "#core/watch/identity-watch";

const LARGEST_PAGE = 1000;

/** The statuses of an ended verification: executions carry the domains of the others. */
const ENDED: readonly (string | undefined)[] = ["SUCCESS", "TEMPORARY_FAILURE", "FAILED"];

/** The statuses of SES v1 in the words of v2. */
const STATUSES: Readonly<Record<string, string>> = {
  NotStarted: "NOT_STARTED",
  Pending: "PENDING",
  Success: "SUCCESS",
  Failed: "FAILED",
  TemporaryFailure: "TEMPORARY_FAILURE",
};

/** Lists identities by SES v2, and reads them a hundred at a time by SES v1, which alone can. */
export function sesIdentityWatch(client: SESv2Client, olderClient: SESClient): IdentityWatch {
  return {
    async list(nextToken) {
      try {
        const { EmailIdentities = [], NextToken } = await transientByName(() =>
          client.send(new ListEmailIdentitiesCommand({ PageSize: LARGEST_PAGE, NextToken: nextToken })),
        );
        const domains = EmailIdentities.filter(
          ({ IdentityType, VerificationStatus }) =>
            IdentityType === "DOMAIN" && ENDED.includes(VerificationStatus),
        );
        return {
          domains: domains.flatMap(({ IdentityName }) => IdentityName ?? []),
          ...(NextToken && { nextToken: NextToken }),
        };
      } catch (error) {
        // A pass may take hours, and SES does not document how long a token is valid: the next pass starts without one.
        const isOutdated = error instanceof Error && error.name === "BadRequestException";
        if (nextToken !== undefined && isOutdated) return { domains: [] };
        throw error;
      }
    },
    async dkim(identities) {
      const { DkimAttributes = {} } = await transientByName(() =>
        olderClient.send(new GetIdentityDkimAttributesCommand({ Identities: [...identities] })),
      );
      return new Map(
        Object.entries(DkimAttributes).map(([identity, { DkimVerificationStatus, DkimEnabled }]) => [
          identity,
          { status: statusOf(DkimVerificationStatus), isSigning: DkimEnabled !== false },
        ]),
      );
    },
    async mailFrom(identities) {
      const { MailFromDomainAttributes = {} } = await transientByName(() =>
        olderClient.send(new GetIdentityMailFromDomainAttributesCommand({ Identities: [...identities] })),
      );
      return new Map(
        Object.entries(MailFromDomainAttributes).flatMap(([identity, attributes]) => {
          const { MailFromDomain, MailFromDomainStatus, BehaviorOnMXFailure } = attributes;
          if (!MailFromDomain) return [];
          const rejectsOnMxFailure = BehaviorOnMXFailure === "RejectMessage";
          return [
            [
              identity,
              { domain: MailFromDomain, status: statusOf(MailFromDomainStatus), rejectsOnMxFailure },
            ],
          ];
        }),
      );
    },
  };
}

function statusOf(status = ""): MailFromStatus["status"] {
  return identityStatus.shape.dkim.parse(STATUSES[status]);
}
