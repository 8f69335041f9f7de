import type { ShowOnboardingsDeps } from "../../functions/show-onboardings/deps.ts";

/** The other ports of show-onboardings; nothing is declared, and all tenants may send. */
export const SHOWN: Pick<ShowOnboardingsDeps, "tenants" | "stateMachineArn" | "settings"> = {
  tenants: { read: async () => "ENABLED" },
  stateMachineArn: "arn:aws:states:eu-west-1:111122223333:stateMachine:sendworthy-onboarding",
  settings: async () => ({ helpDesks: {}, projects: { defaults: {} } }),
};
