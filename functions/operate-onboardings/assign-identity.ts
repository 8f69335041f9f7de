import * as z from "zod";
import { type ImportStep, planAssignment } from "#core/claims/import-identities";
import type { Onboarding } from "#core/onboarding/onboarding";
import { isUnownedIdentity } from "#core/onboarding/trouble";
import { textsIn } from "#core/words/texts";
import { type ActionDeps, action, type Outcome } from "./action.ts";

const { text } = textsIn("en");

const assignment = z.strictObject({
  /** True if the owner's next ticket has to prove control of the domain. */
  proof: z.boolean().default(false),
  /** Without it nothing is done; the answer describes the effect. */
  yes: z.boolean().default(false),
});

/**
 * Assigns an identity that was made by hand to the owner who asked for its domain. The claim is written
 * first, and then the tag in SES, which a repeated request sets again if an earlier one died in between.
 */
export const assignIdentity = action(
  assignment,
  async (current, { sent: { proof: needsProof, yes }, now, by }, deps) => {
    const { identity, owner } = current;
    const tag = () => tagIdentity(current, now, deps);
    if (current.assignedAt !== undefined)
      return { unchanged: text("operators.action.assigned-already"), afterwards: tag };
    if (!isUnownedIdentity(current)) return refusal(text("operators.action.nothing-to-assign"));
    await deps.budget.take(now);
    const found = await deps.census.find(identity);
    if (found === undefined) return refusal(text("operators.action.identity-gone"));
    const step = await planAssignment(deps.table, found, { owner, needsProof }, now);
    if (step.outcome === "conflicts") return refusal(text("operators.action.identity-of-another"));
    if (!yes) return { unchanged: planWords(current, step), confirm: { yes: true } };
    return {
      change: {
        set: { assignedAt: now },
        event: { type: "identity_assigned", at: now, by },
        also: step.puts,
      },
      because: text("operators.action.assigned", { domain: identity }),
      afterwards: tag,
    };
  },
);

async function tagIdentity(
  { identity, owner }: Onboarding,
  now: number,
  { budget, assigner }: ActionDeps,
): Promise<void> {
  await budget.take(now);
  await assigner.assign(identity, owner);
}

function planWords({ identity, owner }: Onboarding, { outcome }: ImportStep): string {
  return text("operators.action.assign-plan", {
    domain: identity,
    owner,
    proof: outcome === "assigned-for-proof" ? "needed" : "other",
  });
}

function refusal(title: string): Outcome {
  return { problem: { status: 409, title } };
}
