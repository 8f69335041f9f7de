import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import type { MailFromStatus } from "#core/watch/identity-watch";
import { afterMailFromSeen, isNewMailFrom, readOtherMailFroms } from "#core/watch/other-mail-from";
import type { WatchDeps } from "./deps.ts";

/**
 * Records the MAIL FROM domain that SES has for an identity, and notifies operations if it is not the
 * project's.
 */
export async function noteMailFrom(
  before: Onboarding,
  mailFrom: MailFromStatus | undefined,
  now: number,
  { table }: Pick<WatchDeps, "table">,
): Promise<void> {
  if (!isNewMailFrom(before, mailFrom)) return;
  await changeOnboarding(table, before, async (current) =>
    afterMailFromSeen(current, mailFrom, now, await readOtherMailFroms(table)),
  );
}
