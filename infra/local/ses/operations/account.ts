import type { Operation } from "../operation.ts";

const DAY_MS = 86_400_000;

/** GET /v2/email/account: returns an account with production access and no sending problems. */
export const getAccount: Operation = ({ mailbox, clock }) => ({
  DedicatedIpAutoWarmupEnabled: false,
  EnforcementStatus: "HEALTHY",
  ProductionAccessEnabled: true,
  SendQuota: {
    Max24HourSend: 50_000,
    MaxSendRate: 14,
    SentLast24Hours: mailbox.list().filter(({ at }) => at > clock.now() - DAY_MS).length,
  },
  SendingEnabled: true,
  SuppressionAttributes: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
});
