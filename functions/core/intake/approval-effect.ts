import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import type { Approval } from "./approve-held.ts";
import { keptMailFrom } from "./shared-identity.ts";

/** The effect of an approval, in sentences for operators. */
export interface ApprovalEffect {
  /** The decision on the request. */
  readonly leadsTo: string;
  /** The changes for something that runs: the operator must accept them explicitly. */
  readonly changes: readonly string[];
}

/** Says what approving a held request would do, and what it would change for something that runs. */
export function approvalEffect(
  { identity, mailFrom }: Pick<Onboarding, "identity" | "mailFrom">,
  { decision, facts }: Approval,
): ApprovalEffect {
  const { opens, shares, cannot, overrides, proof } = WORDS.held.approval;
  switch (decision.kind) {
    case "open":
      return {
        leadsTo: opens(identity, mailFrom),
        changes: [
          ...(decision.overrides === undefined ? [] : [overrides(identity, decision.overrides)]),
          ...(decision.proof === undefined || decision.proof.rivals.length === 0
            ? []
            : [proof(decision.proof.rivals)]),
        ],
      };
    case "joined":
    case "covered": {
      const shared = decision.kind === "joined" ? decision.onboarding : decision.by;
      const { kept } = keptMailFrom(shared, facts.request);
      return { leadsTo: shares(shared, kept), changes: [] };
    }
    default:
      return { leadsTo: cannot, changes: [] };
  }
}
