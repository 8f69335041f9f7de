import type { Operation } from "../operation.ts";

const DAY_MS = 86_400_000;

/** The mails allowed in a day and in a second: https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const PRODUCTION = { Max24HourSend: 50_000, MaxSendRate: 14 };
const SANDBOX = { Max24HourSend: 200, MaxSendRate: 1 };

/** GET /v2/email/account: returns an account without sending problems, with production access unless it is in the sandbox. */
export const getAccount: Operation = ({ mailbox, clock, isInSandbox }) => ({
  DedicatedIpAutoWarmupEnabled: false,
  EnforcementStatus: "HEALTHY",
  ProductionAccessEnabled: !isInSandbox,
  SendQuota: {
    ...(isInSandbox ? SANDBOX : PRODUCTION),
    SentLast24Hours: mailbox.list().filter(({ at }) => at > clock.now() - DAY_MS).length,
  },
  SendingEnabled: true,
  SuppressionAttributes: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
});
