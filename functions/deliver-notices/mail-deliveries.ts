import type { MailDelivery } from "#core/notices/mail-delivery";
import { mailDigest } from "#core/notices/mail-digest";
import { noticeKey } from "#core/notices/notice-progress";
import type { OnboardingEvent } from "#core/onboarding/event";
import { isPerson } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Table } from "#core/table";
import { addressOf } from "./address-of.ts";
import { readProgress } from "./notice-progress.ts";

/** Reads which mails about an event were sent; tickets and operations are informed of this. */
export async function mailDeliveries(
  table: Pick<Table, "get">,
  event: OnboardingEvent,
  onboarding: Onboarding,
): Promise<MailDelivery[]> {
  const deliveries: MailDelivery[] = [];
  for (const notice of event.notices) {
    if (!isPerson(notice.recipient)) continue;
    const address = addressOf(notice.recipient, onboarding);
    const progress = await readProgress(table, noticeKey(event.onboardingId, notice));
    if (progress?.state === "superseded") continue;
    if (progress?.digest === undefined)
      deliveries.push({ address, state: progress?.state === "sent" ? "sent" : "pending" });
    else {
      const digest = await table.get(progress.digest);
      const sendAt = digest === undefined ? undefined : mailDigest.parse(digest).sendAt;
      deliveries.push({ address, state: "in-digest", sendAt });
    }
  }
  return deliveries;
}
