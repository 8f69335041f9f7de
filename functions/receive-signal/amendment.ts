import type { Onboarding } from "#core/onboarding/onboarding";
import type { Table } from "#core/table";
import { NO_RULES } from "#core/tickets/domain-rules";
import { changeMailFrom } from "#core/tickets/mail-from-change";
import { WORDS } from "#core/words/words";
import type { Decision } from "./decision.ts";

/** "Use another sub-domain." */
export async function decideAmend(
  current: Onboarding,
  now: number,
  sent: unknown,
  table: Table,
  rules = NO_RULES,
): Promise<Decision> {
  const amendment = await changeMailFrom(current, sent, { now, by: "customer", table, rules });
  if (amendment === "over") return { done: "nothing-to-do" };
  if (amendment === "unchanged") return { done: "unchanged" };
  if (amendment === "too-often") return { done: "changed-often" };
  // The answer says nothing about the owner of the name.
  if (amendment === "taken") return { problem: { status: 409, ...WORDS.refusals.subdomain } };
  if ("change" in amendment) return { change: amendment.change, done: "amended" };
  return { problem: { status: 422, ...WORDS.refusals.subdomain, faults: amendment.faults } };
}
