import { changeOnboarding } from "#core/onboarding/store";
import type { MailFromStatus } from "#core/watch/identity-watch";
import { afterMailFromSeen, readOtherMailFroms } from "#core/watch/other-mail-from";
import type { WatchedDomain } from "#core/watch/watched-domain";
import type { WatchDeps } from "./deps.ts";

/**
 * Records the MAIL FROM domain that SES has for an identity, and notifies operations if it is not the
 * project's.
 */
export async function noteMailFrom(
  { onboardingId }: WatchedDomain,
  mailFrom: MailFromStatus | undefined,
  now: number,
  { table }: Pick<WatchDeps, "table">,
): Promise<void> {
  await changeOnboarding(table, onboardingId, async (current) =>
    afterMailFromSeen(current, mailFrom, now, await readOtherMailFroms(table)),
  );
}
