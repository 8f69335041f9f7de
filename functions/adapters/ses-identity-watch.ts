import {
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  type SESClient,
} from "@aws-sdk/client-ses";
import { ListEmailIdentitiesCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import { identityStatus } from "#core/onboarding";
import type { IdentityWatch, WatchedIdentity } from "#core/ports";

const LARGEST_PAGE = 1000;

/** Where SES has looked to the end: the machine looks after the others. */
const LOOKED_FOR: readonly (string | undefined)[] = ["SUCCESS", "TEMPORARY_FAILURE", "FAILED"];

/** The statuses of the API of 2010, in the words of the one of 2019. */
const STATUSES: Readonly<Record<string, string>> = {
  NotStarted: "NOT_STARTED",
  Pending: "PENDING",
  Success: "SUCCESS",
  Failed: "FAILED",
  TemporaryFailure: "TEMPORARY_FAILURE",
};

/** Lists identities in SES v2, and reads them a hundred at a time, which only the API of 2010 can. */
export function sesIdentityWatch(client: SESv2Client, olderClient: SESClient): IdentityWatch {
  return {
    async list(nextToken) {
      const { EmailIdentities = [], NextToken } = await transientByName(() =>
        client.send(new ListEmailIdentitiesCommand({ PageSize: LARGEST_PAGE, NextToken: nextToken })),
      );
      const domains = EmailIdentities.filter(
        ({ IdentityType, VerificationStatus }) =>
          IdentityType === "DOMAIN" && LOOKED_FOR.includes(VerificationStatus),
      );
      return {
        domains: domains.flatMap(({ IdentityName }) => IdentityName ?? []),
        ...(NextToken && { nextToken: NextToken }),
      };
    },
    async read(identities) {
      const Identities = [...identities];
      const { DkimAttributes = {} } = await transientByName(() =>
        olderClient.send(new GetIdentityDkimAttributesCommand({ Identities })),
      );
      const { MailFromDomainAttributes = {} } = await transientByName(() =>
        olderClient.send(new GetIdentityMailFromDomainAttributesCommand({ Identities })),
      );
      return identities.flatMap((identity): WatchedIdentity[] => {
        const dkim = DkimAttributes[identity]?.DkimVerificationStatus;
        const mailFrom = MailFromDomainAttributes[identity];
        if (dkim === undefined) return [];
        return [
          {
            identity,
            dkim: statusOf(dkim),
            ...(mailFrom?.MailFromDomain && { mailFromDomain: mailFrom.MailFromDomain }),
            ...(mailFrom?.MailFromDomainStatus && { mailFrom: statusOf(mailFrom.MailFromDomainStatus) }),
            rejectsOnMxFailure: mailFrom?.BehaviorOnMXFailure === "RejectMessage",
          },
        ];
      });
    },
  };
}

function statusOf(status: string): WatchedIdentity["dkim"] {
  return identityStatus.shape.dkim.parse(STATUSES[status]);
}
