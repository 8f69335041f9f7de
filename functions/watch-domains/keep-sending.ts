import type { Onboarding } from "#core/onboarding/onboarding";
import { readProject } from "#core/projects/project";
import type { MailFromStatus } from "#core/watch/identity-watch";
import type { WatchDeps } from "./deps.ts";
import type { Slots } from "./slots.ts";

/**
 * Lets SES use its own MAIL FROM domain while it cannot find the MX, if it would otherwise refuse to send. A
 * project that is configured to refuse keeps that setting.
 * https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
 */
export async function keepSending(
  current: Onboarding,
  mailFrom: MailFromStatus | undefined,
  deps: WatchDeps,
  slots: Slots,
): Promise<void> {
  const isFailing = mailFrom?.status === "TEMPORARY_FAILURE" || mailFrom?.status === "FAILED";
  if (mailFrom === undefined || !isFailing || !mailFrom.rejectsOnMxFailure) return;
  if (current.mailFrom !== mailFrom.domain) return;
  const { identity } = current;
  const { current: project } = await readProject(deps.table, current.project);
  const configured = project?.domains.find((domain) => domain.identity === identity);
  if (configured?.rejectsOnMxFailure) return;
  const slot = await slots.take();
  if (slot === undefined) return;
  await slot();
  await deps.mailFrom.set(identity, mailFrom.domain);
}
