import { expect, it } from "vitest";
import type { SesAccount } from "#core/deployment-ports";
import { checkBeforeDeployment } from "../../functions/examine-deployment/checks/before-deployment.ts";

const ses: SesAccount = {
  readState: async () => ({
    isOutOfSandbox: true,
    isSendingEnabled: true,
    enforcement: "HEALTHY",
    mailsADay: 50_000,
    mailsSentToday: 12,
    plan: "ESSENTIALS",
    nextPlan: undefined,
  }),
  readIdentity: async (identity) =>
    identity === "mail.platform.example" ? { isVerified: true, isSigned: true } : undefined,
  readIdentities: async () => ({ count: 321, addresses: [] }),
};
const plan = { senderAddress: "setup@mail.platform.example", opsAddress: "ops@platform.example" };

async function notOk(account: SesAccount, given: typeof plan) {
  const checks = await checkBeforeDeployment(account, given);
  return checks.filter(({ state }) => state !== "ok").map(({ subject, state }) => `${subject}: ${state}`);
}

it("finds nothing wrong with an account that is prepared", async () => {
  expect(await notOk(ses, plan)).toEqual([]);
});

it("needs an operations address", async () => {
  expect(await notOk(ses, { ...plan, opsAddress: "" })).toEqual(["Operations address: problem"]);
  expect(await notOk(ses, { ...plan, opsAddress: "ops" })).toEqual(["Operations address: problem"]);
});

it("needs a sender that SES knows", async () => {
  expect(await notOk(ses, { ...plan, senderAddress: "setup@example.com" })).toEqual([
    "Sender address: problem",
  ]);
});

it("checks the rest where one thing can't be read", async () => {
  const denied = { ...ses, readState: () => Promise.reject(new Error("AccessDenied")) };
  expect(await notOk(denied, plan)).toEqual(["SES account: problem"]);
});
