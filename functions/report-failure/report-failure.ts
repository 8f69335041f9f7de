import * as z from "zod";
import { OnboardingNotFoundError } from "#core/errors";
import { printable } from "#core/names/printable";
import { failOnboarding } from "#core/onboarding/changes/failed-execution";
import { changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";

/** Step Functions Execution Status Change: https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
export const executionStatusChange = z.object({
  time: z.iso.datetime().transform((text) => Date.parse(text)),
  detail: z.object({
    name: z.string(),
    status: z.enum(["FAILED", "TIMED_OUT", "ABORTED"]),
    error: z.string().nullish(),
    cause: z.string().nullish(),
  }),
});

/** Marks the onboarding of a dead execution as failed, which notifies operations; the execution stays redrivable. */
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

/** Errors whose message says what to fix; the messages of others belong to the logs. */
const EXPLAINED: readonly (string | null | undefined)[] = ["ProjectConfigurationError"];

/** The cause of an error of Lambda: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
const lambdaError = z.object({ errorMessage: z.string() });

function becauseOf({ error, cause, status }: z.infer<typeof executionStatusChange>["detail"]): string {
  const message = EXPLAINED.includes(error) ? messageIn(cause ?? "") : undefined;
  return message === undefined ? (error ?? status) : printable(`${error}: ${message}`);
}

/** Step Functions cuts a long cause, which is no JSON then. */
function messageIn(cause: string): string | undefined {
  try {
    // A service ends its message like a sentence; here it is a part of one
    return lambdaError.safeParse(JSON.parse(cause)).data?.errorMessage.replace(/\.$/, "");
  } catch {
    return undefined;
  }
}
