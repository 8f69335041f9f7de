import * as z from "zod";
import { expectedOf } from "#core/diagnosis/model/subject";
import type { DnsResolver } from "#core/dns/observation";
import { recordState } from "#core/dns/record-state";
import { projectsOf } from "#core/intake/sharing-projects";
import type { Onboarding } from "#core/onboarding/onboarding";
import { isOfMailFrom, type RequiredRecord } from "#core/records/required-records";
import {
  changeMailFrom,
  isChangeable,
  type MailFromChange,
  recordsWith,
} from "#core/tickets/mail-from-change";
import { textsIn } from "#core/words/texts";
import { action, type Outcome, over, refused } from "./action.ts";

const { text } = textsIn("en");

const amendment = z.looseObject({
  /** Without this, a ready domain is not changed, and the answer describes the effect. */
  acceptChanges: z.boolean().default(false),
});

/**
 * Gives an onboarding another MAIL FROM domain. A ready domain's projects send with it, so this change needs
 * explicit acceptance.
 */
export const amendMailFrom = action(amendment, async (current, { sent, now, by }, deps) => {
  const rules = await deps.readDomainRules();
  const { acceptChanges, ...asked } = sent;
  const changed = await changeMailFrom(current, asked, {
    now,
    by,
    table: deps.table,
    rules,
    mayBeReady: true,
  });
  const refusal = refusalOf(changed, current);
  if (refusal !== undefined || typeof changed === "string" || "faults" in changed)
    return refusal ?? over(current);
  if (!isChangeable(current)) return changed;
  const mailFrom = changed.change.set?.mailFrom ?? current.mailFrom;
  const records = recordsWith(current.records, mailFrom).filter(isOfMailFrom);
  if (!acceptChanges)
    return { unchanged: effectOf(current, mailFrom, records), confirm: { acceptChanges: true } };
  if (await areRight(records, deps.resolver)) return { ...changed, startsAttempt: true };
  const title = text("operators.action.records-not-served");
  return { problem: { status: 409, title, detail: records.map(lineOf).join("; ") } };
});

function refusalOf(changed: MailFromChange, current: Onboarding): Outcome | undefined {
  if (changed === "over") return over(current);
  if (changed === "too-often") return { unchanged: text("operators.action.changed-too-often") };
  if (changed === "unchanged") return { unchanged: text("operators.action.mail-from-already") };
  if (changed === "taken") return { problem: { status: 409, title: text("operators.action.name-taken") } };
  return "faults" in changed ? refused(changed.faults) : undefined;
}

function effectOf(current: Onboarding, mailFrom: string, records: readonly RequiredRecord[]): string {
  const projects = projectsOf(current).join(" and ");
  return text("operators.action.mail-from-plan", {
    projects,
    from: current.mailFrom,
    to: mailFrom,
    records: records.map(lineOf).join("; "),
  });
}

function lineOf({ name, type, priority, value }: RequiredRecord): string {
  return [name, type, ...(priority === undefined ? [] : [String(priority)]), value].join(" ");
}

/** True if the name servers hold all of the records; the lack of an answer counts as not right. */
async function areRight(records: readonly RequiredRecord[], resolver: DnsResolver): Promise<boolean> {
  if (records.length === 0) return false;
  const session = resolver.open();
  try {
    const seen = await session.ask(records.map(({ name, type }) => ({ name, type })));
    return records.every((record, index) => {
      const observation = seen[index];
      return observation !== undefined && recordState(expectedOf(record), observation).state === "right";
    });
  } finally {
    session.end();
  }
}
