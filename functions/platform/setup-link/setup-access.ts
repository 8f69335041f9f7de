import { openHandOffs } from "#core/onboarding/changes/hand-off";
import { type Onboarding, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import type { Table } from "#core/table";
import { isHandOffToken, isSetupToken, namedOnboarding } from "./setup-token.ts";

/**
 * Used if an onboarding does not exist, so that an unknown id takes as long to answer as a wrong signature.
 */
const NO_ONBOARDING = { onboardingId: "onb_00000000000000000000000000", linkVersion: 0 };

/**
 * The result of opening a set-up link: `unknown` for an invalid or revoked link, `closed` after the
 * onboarding ended.
 */
export type SetupAccess =
  | { readonly kind: "unknown" }
  | { readonly kind: "closed"; readonly project: string }
  | {
      readonly kind: "open";
      readonly onboarding: Onboarding;
      /** True for the link of a hand-off, which shows and checks the records but cannot change contacts. */
      readonly isHandOff: boolean;
    };

/** Opens a set-up link; an unknown id and a wrong signature get the same answer. */
export async function openSetup(
  token: string | undefined,
  table: Pick<Table, "get">,
  keys: readonly string[],
  now: number,
): Promise<SetupAccess> {
  const { onboardingId } = NO_ONBOARDING;
  const item = await table.get(onboardingKey(namedOnboarding(token ?? "") ?? onboardingId));
  const found = item === undefined ? undefined : onboarding.parse(item);
  const isSigned = isSetupToken(token ?? "", found ?? NO_ONBOARDING, keys);
  const sentAt = found === undefined ? [] : openHandOffs(found, now).map(({ at }) => at);
  const isHandOff = isHandOffToken(token ?? "", found ?? NO_ONBOARDING, sentAt, keys);
  if (found === undefined || !(isSigned || isHandOff)) return { kind: "unknown" };
  const isClosed = found.status === "expired" || found.status === "cancelled";
  return isClosed
    ? { kind: "closed", project: found.project }
    : { kind: "open", onboarding: found, isHandOff };
}
