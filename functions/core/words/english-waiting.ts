import { utcDay, utcTime } from "#core/names/utc-time";
import type { Onboarding } from "#core/onboarding/onboarding";
import { counted } from "#core/words/english-count";

const HOW_MANY = ["", "one", "two", "three", "four", "five"];

function missingOf(count: number, onboarding: Onboarding): string {
  if (onboarding.records.length === 1) return "the record was not there as needed. It is to be added:";
  const many = count < onboarding.records.length ? HOW_MANY[count] : undefined;
  return many === undefined
    ? `none of the ${counted(onboarding, "record")} was there as needed. These are to be added:`
    : `${many} of the ${counted(onboarding, "record")} ${count === 1 ? "was" : "were"} not there as needed. The others are right and may stay as they are. Still to be added or corrected:`;
}

/** The texts of reminders and of the expiry warning, in English. */
export const ENGLISH_WAITING = {
  reminded: {
    subject: ({ identity }: Onboarding) => `Still to do: the DNS records for ${identity}`,
    missing: (count: number, onboarding: Onboarding, atMs: number) =>
      `When we last looked at the DNS of ${onboarding.identity}, at ${utcTime(atMs)}, ${missingOf(count, onboarding)}`,
    nothingMissing: "By now none is missing any more: there is nothing to do for you.",
    next: ({ schedule, expiresAt }: Onboarding) =>
      `Press the button on the set-up page once they are added, and we look at once; our next look by ourselves is at ${utcTime(schedule.nextCheckAt)}. This set-up stays open until ${utcDay(expiresAt)}.`,
    forward: "If somebody else looks after your DNS, forward this mail: it holds all that is needed.",
  },

  expiryNear: {
    subject: ({ identity, expiresAt }: Onboarding) =>
      `The set-up of ${identity} ends on ${utcDay(expiresAt)}`,
    body: ({ identity, expiresAt, records }: Onboarding) =>
      `${records.length === 1 ? "The DNS record" : `Not all ${counted({ records }, "DNS record")}`} for ${identity} ${records.length === 1 ? "is not" : "are"} right yet, and this set-up ends at ${utcTime(expiresAt)}.`,
    customer:
      "Do you need more time? One click on the set-up page keeps it open for 30 more days. Anything that you add or correct keeps it open, too. Without either it ends then: nothing else in your DNS or in your mail changes, and the support team of your e-mail platform can begin it again.",
    missing: "These records are still to be added or corrected:",
    over: "Enough happened meanwhile: the set-up stays open.",
    ticket: "The customer can keep it open for 30 more days with one click.",
  },

  extended: {
    subject: ({ identity }: Onboarding) => `More time for ${identity}`,
    ticket: ({ identity, expiresAt }: Onboarding) =>
      `There is more time: the set-up of ${identity} stays open until ${utcDay(expiresAt)}. Support has nothing to do meanwhile.`,
  },

  extend: {
    text: "Do you need more time?",
    label: "Keep it open for 30 more days",
  },
};
