import { readClaims } from "#core/claim-store";
import { prove } from "#core/claims";
import { enterState } from "#core/failure";
import { changeOnboarding } from "#core/onboarding-store";
import type { Table } from "#core/table";
import type { StateInput } from "#platform/state-input";
import { projectPut } from "./project-item.ts";

/** Makes the verified domain part of the project, and its claim a proved one: one transaction, once. */
export async function configureProject(
  { onboardingId, now }: StateInput,
  { table }: { readonly table: Table },
): Promise<{ status: string }> {
  await enterState(table, { onboardingId, now });
  const { status } = await changeOnboarding(table, onboardingId, async (current) => {
    if (current.status === "configured" || current.status === "ready") return undefined;
    const claims = await readClaims(table, current.identity);
    return {
      transition: "configure",
      event: { type: "configured", at: now, by: "sendworthy" },
      also: [await projectPut(table, current), claims.replaceWith(prove(claims.entries, onboardingId))],
    };
  });
  return { status };
}
