import { readClaims } from "#core/claim-store";
import { prove } from "#core/claims";
import type { DnsResolver } from "#core/dns/sighting";
import { enterState } from "#core/failure";
import { judgeAddresses } from "#core/from-addresses/add-addresses";
import { refusedOf } from "#core/from-addresses/address-list";
import { askedBy } from "#core/from-addresses/asked-address";
import { changeOnboarding } from "#core/onboarding-store";
import type { Table } from "#core/table";
import type { StateInput } from "#platform/state-input";
import { projectPut } from "./project-item.ts";

/** Makes the verified domain part of the project, and its claim a proved one: one transaction, once. */
export async function configureProject(
  { onboardingId, now }: StateInput,
  { table, resolver }: { readonly table: Table; readonly resolver: DnsResolver },
): Promise<{ status: string }> {
  const entered = await enterState(table, { onboardingId, now });
  const isDone = entered.status !== "verified";
  const judged = isDone
    ? []
    : await judgeAddresses(askedBy(entered), entered.owner, now, { table, resolver });
  const { status } = await changeOnboarding(table, onboardingId, async (current) => {
    if (current.status === "configured" || current.status === "ready") return undefined;
    const claims = await readClaims(table, current.identity);
    return {
      transition: "configure",
      set: { refusedAddresses: refusedOf(judged, now) },
      event: { type: "configured", at: now, by: "sendworthy" },
      also: [
        await projectPut(table, current, judged, now),
        claims.replaceWith(prove(claims.entries, onboardingId)),
      ],
    };
  });
  return { status };
}
