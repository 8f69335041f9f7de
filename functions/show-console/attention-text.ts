import { textsIn } from "#core/words/texts";
import type { InTrouble } from "./api-shapes.ts";
import { codeLabel } from "./labels.ts";
import { duration } from "./times.ts";

const { text } = textsIn("en");

/** What is known of the reason why an onboarding needs somebody, in a few words. */
export function attentionText(kind: string, one: InTrouble, now: number): string {
  if (kind === "incident") return incidentText(one, now);
  if (kind === "held") return one.requester;
  if (kind === "failed") return one.because ?? "";
  if (kind === "contested") return codeLabel(one.contestedBecause ?? "");
  return one.findings.join(", ");
}

function incidentText({ sesGivesUpAt, incident }: InTrouble, now: number): string {
  const left = sesGivesUpAt === null ? undefined : Date.parse(sesGivesUpAt) - now;
  if (left !== undefined && left <= 0) return text("operators.pages.ses-gave-up");
  if (left !== undefined) return text("operators.pages.ses-gives-up", { time: duration(left) });
  return incident?.lostAt == null ? text("operators.pages.degraded") : text("operators.pages.lost");
}
