import * as z from "zod";
import { approvalEffect } from "#core/intake/approval-effect";
import { approvalChange, decideApproval } from "#core/intake/approve-held";
import { isAwaiting } from "#core/onboarding/changes/signals";
import { approveWithoutMailFrom } from "#core/onboarding/changes/without-mail-from";
import type { Onboarding } from "#core/onboarding/onboarding";
import { approveRecreation } from "#core/verification/approve-recreation";
import { textsIn } from "#core/words/texts";
import { type ActionDeps, action, changed, type Outcome, over, refused } from "./action.ts";
import type { OperatorRequest } from "./deps.ts";

const { text } = textsIn("en");

const APPROVALS = ["request", "without-mail-from", "dkim-recreation"] as const;

const approval = z.strictObject({
  what: z.enum(APPROVALS),
  /** Without this, nothing is approved that changes a verified or running onboarding. */
  acceptChanges: z.boolean().default(false),
});

type Approved = OperatorRequest & { readonly sent: z.output<typeof approval> };

const APPROVE: Readonly<
  Record<
    (typeof APPROVALS)[number],
    (current: Onboarding, order: Approved, deps: ActionDeps) => Outcome | Promise<Outcome>
  >
> = {
  request: approveRequest,
  "without-mail-from": approveReadiness,
  "dkim-recreation": approveNewDkim,
};

/** Approves what an onboarding waits for: its request, its readiness or a recreation. */
export const approveOnboarding = action(approval, (current, order, deps) =>
  APPROVE[order.sent.what](current, order, deps),
);

/** Treats the request as if its requester had been known from the start. */
async function approveRequest(
  current: Onboarding,
  { sent: { acceptChanges }, now, by }: Approved,
  deps: ActionDeps,
): Promise<Outcome> {
  if (current.status !== "held") return notHeld(current);
  const approved = await decideApproval(current, deps);
  const { decision } = approved;
  if (decision.kind === "refused" && decision.content.about === "faults")
    return refused(decision.content.faults);
  const { changes, leadsTo } = approvalEffect(current, approved);
  if (changes.length > 0 && !acceptChanges) {
    const title = text("operators.action.changes-something");
    return { problem: { status: 409, title, detail: changes.join(" "), confirm: { acceptChanges: true } } };
  }
  const made = await approvalChange(current, approved, { now, by }, deps);
  if (made === undefined) return { problem: { status: 409, title: leadsTo } };
  return { change: made.change, resume: made.rivals, because: leadsTo };
}

/**
 * The approval of a request that shares another onboarding ends it, so another approval reports that it is no
 * longer held.
 */
function notHeld(current: Onboarding): Outcome {
  const isShared = ["joined", "covered"].includes(current.closedBecause ?? "");
  if (["cancelled", "expired"].includes(current.status) && !isShared) return over(current);
  return { unchanged: text("operators.action.not-held") };
}

function approveReadiness(current: Onboarding, { now, by }: Approved): Outcome {
  const change = approveWithoutMailFrom(current, now, by);
  if (change !== undefined) return { change };
  if (current.withoutMailFrom !== undefined) return { unchanged: text("operators.action.approved-already") };
  if (!isAwaiting(current)) return over(current);
  return { problem: { status: 409, title: text("operators.action.dkim-not-verified") } };
}

function approveNewDkim(current: Onboarding, { now, by }: Approved): Outcome {
  const change = approveRecreation(current, now, by);
  const isApproved = current.recreation?.rightSince === current.ses.dkimRightSince;
  if (change !== undefined || (isApproved && current.recreation !== undefined))
    return changed(change, text("operators.action.approved-already"));
  if (!isAwaiting(current)) return over(current);
  return { problem: { status: 409, title: text("operators.action.dkim-restartable") } };
}
