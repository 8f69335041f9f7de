import { mailedHelpDesk } from "#adapters/help-desks/mailed";
import { type Brands, NO_BRAND } from "#core/brand/brand";
import type { Mail, Mailer } from "#core/notices/channels";
import type { DeadLetter } from "#core/notices/dead-letter";
import type { PublishedEvent } from "#core/notices/published-event";
import { eventKey, type OnboardingEvent, onboardingEvent } from "#core/onboarding/event";
import type { Recipient } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Item } from "#core/table";
import { type DeliverNoticesDeps, deliverNotices } from "../../functions/deliver-notices/deliver-notices.ts";
import { threadOf } from "../../functions/deliver-notices/threading.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";

/**
 * A failure of a service: it refuses, it kills the run after it accepted the message, or it answers only when
 * told to.
 */
export type Trouble = "refuses" | "dies-after" | "is-slow" | undefined;

/**
 * Makes the surroundings of deliver-notices, with services that record what they accepted and that can fail.
 */
export function deliveryWorld(said: Partial<Onboarding> = {}, brands: Brands = NO_BRAND) {
  const table = memoryTable();
  const mails: Mail[] = [];
  const published: { noticeId: string; subject: string; text: string }[] = [];
  const told: PublishedEvent[] = [];
  const dead: DeadLetter[] = [];
  /** The results for notices by mail and ticket, and for the events for programs. */
  const reports: string[] = [];
  const channelReports: string[] = [];
  const troubles = new Map<string, Trouble>();
  let speedUp: () => void = () => {};

  async function take(channel: string, accept: () => void): Promise<void> {
    const incident = troubles.get(channel);
    if (incident === "refuses")
      throw Object.assign(new Error("No, a@b.example"), { name: "MessageRejected" });
    accept();
    if (incident === "dies-after") await new Promise(() => {});
    if (incident === "is-slow")
      await new Promise<void>((resolve) => {
        speedUp = resolve;
      });
  }

  const mailer: Mailer = { send: (mail) => take(mail.to, () => mails.push(mail)) };
  const deps: DeliverNoticesDeps = {
    table,
    queue: table,
    mailer,
    helpDesk: async () =>
      mailedHelpDesk(mailer, "help@support.example", (id) => threadOf(id, "setup@platform.example")),
    helpDeskSettings: async () => ({}),
    ops: { publish: (message) => take("ops", () => published.push(message)) },
    bus: { send: (event) => take("bus", () => told.push(event)) },
    platform: { send: (event) => take("platform", () => told.push(event)) },
    deadLetters: { keep: (letter) => take("dead", () => dead.push(letter)) },
    senderAddress: "setup@platform.example",
    supportAddress: "help@support.example",
    readBrands: async () => brands,
    setupUrl: async ({ onboardingId }) => `https://setup.example/setup/${onboardingId}.TOKEN`,
    handOffUrl: async ({ onboardingId }, sentAt) =>
      `https://setup.example/setup/${onboardingId}.HAND-OFF-${sentAt}`,
    report: ({ state, notice: { recipient } }) => {
      const isProgram = recipient === "bus" || recipient === "platform";
      (isProgram ? channelReports : reports).push(`${recipient} ${state}`);
    },
    reportBroken: ({ pk }) => reports.push(`${pk} stuck`),
  };
  const onboarding = onboardingOf(said);
  const { onboardingId } = onboarding;
  const key = eventKey(onboardingId, 1);

  return {
    ...{ table, mails, published, told, dead, reports, channelReports, troubles, deps, onboarding, key },
    /** Stores the onboarding with an event of this type. */
    begin: (type: OnboardingEvent["type"]) =>
      keep(table, onboarding, { type, at: BEGUN_AT, by: "sendworthy" }),
    /** Runs as for the stream. */
    recorded: () => deliverNotices({ cause: "stream", keys: [key], now: BEGUN_AT }, deps),
    /** Runs as for the schedule, this many minutes later. */
    tick: (minutes: number) => deliverNotices({ cause: "schedule", now: BEGUN_AT + minutes * 60_000 }, deps),
    /** Lets the slow service answer. */
    speedUp: () => speedUp(),
    event: async (): Promise<OnboardingEvent> => onboardingEvent.parse(await table.get(key)),
    progress: (recipient: Recipient): Item | undefined =>
      table.items().find(({ sk }) => sk.startsWith("notice#") && sk.endsWith(recipient)),
  };
}
