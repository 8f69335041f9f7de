import type { Onboarding } from "#core/onboarding/onboarding";
import type { Table } from "#core/table";
import { NO_RULES } from "#core/tickets/domain-rules";
import { writtenFaults } from "#core/tickets/fault";
import { changeMailFrom } from "#core/tickets/mail-from-change";
import type { Texts } from "#core/words/texts";
import type { Decision } from "./decision.ts";

/** The data of a submitted form. */
interface SentForm {
  readonly now: number;
  readonly sent: unknown;
  readonly texts: Texts;
}

/** Handles the form "Use another sub-domain". */
export async function decideAmend(
  current: Onboarding,
  { now, sent, texts }: SentForm,
  table: Table,
  rules = NO_RULES,
): Promise<Decision> {
  const amendment = await changeMailFrom(current, sent, { now, by: "customer", table, rules });
  if (amendment === "over") return { done: "nothing-to-do" };
  if (amendment === "unchanged") return { done: "unchanged" };
  if (amendment === "too-often") return { done: "changed-often" };
  if (typeof amendment === "object" && "change" in amendment)
    return { change: amendment.change, done: "amended" };
  const { text } = texts;
  const refusal = { title: text("page.refusal.subdomain"), detail: text("page.refusal.subdomain-text") };
  // The answer reveals nothing about the owner of the name.
  if (amendment === "taken") return { problem: { status: 409, ...refusal } };
  return { problem: { status: 422, ...refusal, faults: writtenFaults(amendment.faults, texts) } };
}
