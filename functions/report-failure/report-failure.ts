import * as z from "zod";
import { OnboardingNotFoundError } from "#core/errors";
import { printable } from "#core/names/printable";
import { failOnboarding } from "#core/onboarding/changes/failed-execution";
import { changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";

/**
 * The event "Step Functions Execution Status Change":
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export const executionStatusChange = z.object({
  time: z.iso.datetime().transform((text) => Date.parse(text)),
  detail: z.object({
    name: z.string(),
    status: z.enum(["FAILED", "TIMED_OUT", "ABORTED"]),
    error: z.string().nullish(),
    cause: z.string().nullish(),
  }),
});

/**
 * Marks the onboarding of a failed execution as failed, which notifies operations. The execution can still be
 * redriven.
 */
export async function reportFailure(
  { time, detail }: z.infer<typeof executionStatusChange>,
  { table }: { readonly table: Table },
): Promise<{ status: string }> {
  const [, onboardingId, attempt] = /^(onb_[0-9A-Z]{26})-(\d+)$/.exec(detail.name) ?? [];
  if (onboardingId === undefined) return { status: "not-an-onboarding" };
  try {
    const because = becauseOf(detail);
    const { status } = await changeOnboarding(table, onboardingId, (current) =>
      failOnboarding(current, Number(attempt), because, time),
    );
    return { status };
  } catch (error) {
    if (error instanceof OnboardingNotFoundError) return { status: "not-an-onboarding" };
    throw error;
  }
}

/** The errors whose message tells an operator what to fix; other messages are only logged. */
const EXPLAINED: readonly (string | null | undefined)[] = ["ProjectConfigurationError"];

/** The cause of a Lambda error: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
const lambdaError = z.object({ errorMessage: z.string() });

function becauseOf({ error, cause, status }: z.infer<typeof executionStatusChange>["detail"]): string {
  const message = EXPLAINED.includes(error) ? messageIn(cause ?? "") : undefined;
  return message === undefined ? (error ?? status) : printable(`${error}: ${message}`);
}

/** Step Functions truncates a long cause, which is then no valid JSON. */
function messageIn(cause: string): string | undefined {
  try {
    // The message becomes part of a sentence, so its full stop is removed.
    return lambdaError.safeParse(JSON.parse(cause)).data?.errorMessage.replace(/\.$/, "");
  } catch {
    return undefined;
  }
}
