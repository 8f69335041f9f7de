import { NO_BRAND } from "#core/brand/brand";
import { recordCards } from "#core/instructions/record-card";
import { renderMessage } from "#core/notices/messages/message";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import { textsIn } from "#core/words/texts";
import { type DeliverNoticesDeps, deliverNotices } from "../../functions/deliver-notices/deliver-notices.ts";
import { recordViews } from "../../functions/show-setup/record-view.ts";
import { statusView } from "../../functions/show-setup/status-view.ts";
import type { memoryTable } from "./memory-table.ts";

const texts = textsIn("en");

/** A sent message, with the onboarding at that time. */
export interface Told {
  readonly noticeId: string;
  readonly to: "mail" | "ticket" | "note" | "ops";
  readonly text: string;
  readonly at: number;
  readonly onboarding: Onboarding;
}

/** Delivers the notices of a help desk's onboarding, and records each message. */
export function listenTo(table: ReturnType<typeof memoryTable>, onboardingId: string) {
  const told: Told[] = [];
  let at = 0;
  const keep = async (noticeId: string, to: Told["to"], subject: string, text: string): Promise<void> => {
    const onboarding = await readOnboarding(table, onboardingId);
    told.push({ noticeId, to, text: `${subject}. ${text}`.replaceAll(/\s+/g, " "), at, onboarding });
  };
  const deps: DeliverNoticesDeps = {
    table,
    queue: table,
    mailer: { send: ({ noticeId, subject, text }) => keep(noticeId, "mail", subject, text) },
    helpDesk: async () => ({
      answer({ noticeId, template, visibility }) {
        const { subject, text } = renderMessage(template);
        return keep(noticeId, visibility === "public" ? "ticket" : "note", subject, text);
      },
    }),
    helpDeskSettings: async () => ({}),
    ops: { publish: ({ noticeId, subject, text }) => keep(noticeId, "ops", subject, text) },
    bus: { send: async () => undefined },
    deadLetters: { keep: async () => undefined },
    senderAddress: "setup@platform.example",
    supportAddress: "help@support.example",
    readBrands: async () => NO_BRAND,
    setupUrl: async () => "https://s.example",
    handOffUrl: async () => "https://s.example",
    report: () => undefined,
    reportBroken(_, error) {
      throw error;
    },
  };
  return {
    told,
    /** Delivers what is due; returns the new messages. */
    async deliver(now: number): Promise<readonly Told[]> {
      const before = told.length;
      at = now;
      await deliverNotices({ cause: "schedule", now }, deps);
      return told.slice(before);
    },
  };
}

/** Returns the first part of the set-up page, with its times in the form of mails. */
export function pageAt(onboarding: Onboarding, now: number): string {
  const records = recordViews(recordCards(onboarding), new Set(), texts);
  const view = statusView(onboarding, records, { texts, platform: "P", now, shared: [] });
  return [
    view.headline,
    view.task ?? "",
    view.progress ?? "",
    ...view.checks,
    ...view.notes.map(({ text }) => text),
  ]
    .join(" ")
    .replace(/\uE000(\d+)\uE001/g, (_, time) => texts.text("page.time", { at: Number(time) }));
}
