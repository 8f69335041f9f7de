import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  ListEmailIdentitiesCommand,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import type { SesAccount } from "#core/deployment-ports";

/** The largest page: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailIdentities.html */
const PAGE = 1000;

/** Reads the account's state from SES v2. */
export function sesAccount(client: SESv2Client): SesAccount {
  return {
    readState: () => readState(client),
    readIdentity: (identity) => readIdentity(client, identity),
    readIdentities: () => readIdentities(client),
  };
}

async function readState(client: SESv2Client): ReturnType<SesAccount["readState"]> {
  const account = await transientByName(() => client.send(new GetAccountCommand({})));
  return {
    isOutOfSandbox: account.ProductionAccessEnabled === true,
    isSendingEnabled: account.SendingEnabled === true,
    enforcement: account.EnforcementStatus ?? "unknown",
    mailsADay: account.SendQuota?.Max24HourSend ?? 0,
    mailsSentToday: account.SendQuota?.SentLast24Hours ?? 0,
    plan: account.PricingAttributes?.CurrentPlan,
    nextPlan: account.PricingAttributes?.NextPlan,
  };
}

async function readIdentity(client: SESv2Client, identity: string): ReturnType<SesAccount["readIdentity"]> {
  try {
    const command = new GetEmailIdentityCommand({ EmailIdentity: identity });
    const { VerificationStatus, DkimAttributes } = await transientByName(() => client.send(command));
    return {
      isVerified: VerificationStatus === "SUCCESS",
      isSigned: DkimAttributes?.Status === "SUCCESS" && DkimAttributes.SigningEnabled === true,
    };
  } catch (error) {
    if (error instanceof Error && error.name === "NotFoundException") return undefined;
    throw error;
  }
}

async function readIdentities(client: SESv2Client): ReturnType<SesAccount["readIdentities"]> {
  let count = 0;
  const addresses: string[] = [];
  let NextToken: string | undefined;
  do {
    const command = new ListEmailIdentitiesCommand({ PageSize: PAGE, NextToken });
    const page = await transientByName(() => client.send(command));
    for (const { IdentityType, IdentityName = "" } of page.EmailIdentities ?? []) {
      count += 1;
      if (IdentityType === "EMAIL_ADDRESS") addresses.push(IdentityName);
    }
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return { count, addresses };
}
