import { textsIn } from "#core/words/texts";
import type { NeedsAction } from "./api-shapes.ts";
import { codeLabel, statusLabel } from "./labels.ts";

const { text } = textsIn("en");

const HOUR_MS = 60 * 60 * 1000;

/** Describes in a few words why an onboarding needs action. */
export function attentionText(kind: string, one: NeedsAction, now: number): string {
  switch (kind) {
    case "incident":
      return incidentText(one, now);
    case "held":
      return one.requester;
    case "failed":
      return failureText(one);
    case "contested":
      return codeLabel(one.contestedBecause ?? "");
    case "desk":
    case "notices":
      return one.lost.map(lostText).join(", ");
    case "nobodys":
      return one.owner;
    case "decision":
      return one.decision ?? stuckText(one);
    case "stuck-ses-week":
    case "stuck-ses-day":
      return [sesText(one), stuckText(one)].filter((words) => words !== "").join(", ");
    default:
      return stuckText(one);
  }
}

/** Describes what blocks it: each mistake once, and whether a person handles it. */
function stuckText({ findings, mutedAt }: NeedsAction): string {
  const times = (code: string) => findings.filter((one) => one === code).length;
  const mistakes = [...new Set(findings)].map((code) =>
    times(code) === 1
      ? codeLabel(code)
      : text("operators.pages.several", { what: codeLabel(code), times: String(times(code)) }),
  );
  return [...takenOver(mutedAt), ...mistakes].join(", ");
}

/** Returns the last status that SES returned, if there is one. */
function sesText({ ses: { dkim, mailFrom } }: NeedsAction): string {
  return dkim === null
    ? ""
    : text("operators.pages.ses-states", {
        dkim: codeLabel(dkim.toLowerCase()),
        mailFrom: codeLabel(mailFrom?.toLowerCase() ?? "–"),
      });
}

function incidentText({ sesGivesUpAt, incident, mutedAt }: NeedsAction, now: number): string {
  const state = incident?.lostAt == null ? "degraded" : "lost";
  const left = givesUpText(sesGivesUpAt, now) ?? text(`operators.pages.${state}`);
  return [...takenOver(mutedAt), left].join(", ");
}

/** Says that a person has taken over, which saves the customer a second call. */
function takenOver(mutedAt: string | null): string[] {
  return mutedAt === null ? [] : [text("operators.pages.taken-over")];
}

/** Says how long SES still uses the domain; `undefined` where that is not known. */
export function givesUpText(sesGivesUpAt: string | null, now: number): string | undefined {
  if (sesGivesUpAt === null) return undefined;
  const left = Date.parse(sesGivesUpAt) - now;
  return left <= 0
    ? text("operators.pages.ses-gave-up")
    : text("operators.pages.ses-gives-up", { time: `${Math.floor(left / HOUR_MS)} h` });
}

function failureText({ because, failedFrom, attempt }: NeedsAction): string {
  const status = statusLabel(failedFrom ?? "requested");
  return text("operators.pages.failed-with", { error: because ?? "?", status, attempt: String(attempt) });
}

function lostText({ recipient, errorName }: NeedsAction["lost"][number]): string {
  return text("operators.pages.lost-notice", { recipient, error: errorName });
}
