import type { Onboarding } from "#core/onboarding/onboarding";
import { textsIn } from "#core/words/texts";
import type { Approval } from "./approve-held.ts";
import { keptMailFrom, usedMailFrom } from "./shared-identity.ts";

/** The effects of an approval, as sentences for operators. */
export interface ApprovalEffect {
  /** The effect of the decision on the request. */
  readonly leadsTo: string;
  /** Changes to verified or running onboardings, which the operator must accept explicitly. */
  readonly changes: readonly string[];
}

/**
 * Describes what the approval of a held request would do, and what it would change in verified or running
 * onboardings.
 */
export function approvalEffect(
  { identity, mailFrom }: Pick<Onboarding, "identity" | "mailFrom">,
  { decision, facts }: Approval,
): ApprovalEffect {
  const { text } = textsIn("en");
  switch (decision.kind) {
    case "open":
      return {
        leadsTo: text("operators.approval.opens", { identity, mailFrom }),
        changes: [
          ...(decision.overrides === undefined
            ? []
            : [text("operators.approval.overrides", { identity, parent: decision.overrides })]),
          ...(decision.proof === undefined || decision.proof.rivals.length === 0
            ? []
            : [text("operators.approval.proof", { onboardings: decision.proof.rivals })]),
        ],
      };
    case "joined":
    case "covered": {
      const shared = decision.kind === "joined" ? decision.onboarding : decision.by;
      const { kept } = keptMailFrom(shared, facts.request);
      return { leadsTo: sharesText(shared, kept), changes: [] };
    }
    default:
      return { leadsTo: text("operators.approval.cannot"), changes: [] };
  }
}

function sharesText(shared: Onboarding, kept: ReturnType<typeof keptMailFrom>["kept"]): string {
  const { text } = textsIn("en");
  const { onboardingId: onboarding, identity } = shared;
  const { mailFrom } = usedMailFrom(shared);
  if (mailFrom === undefined) return text("operators.approval.shares-without", { onboarding, identity });
  return kept === undefined
    ? text("operators.approval.shares", { onboarding, identity, mailFrom })
    : text("operators.approval.shares-named", { ...kept, onboarding, identity, mailFrom });
}
