import { type Onboarding, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import type { Table } from "#core/table";
import { isSetupToken, namedOnboarding } from "./setup-token.ts";

/** What stands in for an onboarding that does not exist, so that its absence costs the same time as a wrong signature. */
const NOBODY = { onboardingId: "onb_00000000000000000000000000", linkVersion: 0 };

/** What the token of a set-up link opens: `unknown` if nothing, or nothing any more; `closed` once its time is over. */
export type SetupAccess =
  | { readonly kind: "unknown" }
  | { readonly kind: "closed" }
  | { readonly kind: "open"; readonly onboarding: Onboarding };

/** Opens a set-up link; an id that does not exist and a signature that does not fit are one and the same. */
export async function openSetup(
  token: string | undefined,
  table: Pick<Table, "get">,
  keys: readonly string[],
): Promise<SetupAccess> {
  const { onboardingId } = NOBODY;
  const item = await table.get(onboardingKey(namedOnboarding(token ?? "") ?? onboardingId));
  const found = item === undefined ? undefined : onboarding.parse(item);
  const isSigned = isSetupToken(token ?? "", found ?? NOBODY, keys);
  if (found === undefined || !isSigned) return { kind: "unknown" };
  const isClosed = found.status === "expired" || found.status === "cancelled";
  return isClosed ? { kind: "closed" } : { kind: "open", onboarding: found };
}
