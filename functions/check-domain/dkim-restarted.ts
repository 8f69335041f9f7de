import type { Onboarding, RestartWay } from "#core/onboarding/onboarding";
import type { RestartedDkim } from "#core/verification/ses-ports";

/** Records a restart of DKIM, or its refusal by SES, with the tokens before and after. */
export function restarted(
  { ses, dkim }: Pick<Onboarding, "ses" | "dkim">,
  way: RestartWay,
  answer: RestartedDkim | "refused",
  now: number,
): Onboarding["ses"] {
  const tokensBefore = dkim?.tokens ?? [];
  const restart = { at: now, rightSince: ses.dkimRightSince ?? now, way, tokensBefore };
  if (answer === "refused")
    return { ...ses, restart: { ...restart, outcome: "refused", tokensAfter: tokensBefore } };
  const tokens = [...answer.tokens];
  return {
    ...ses,
    ...(ses.status && { status: { ...ses.status, dkim: answer.dkim, tokens } }),
    restart: { ...restart, outcome: "started", tokensAfter: tokens },
  };
}
