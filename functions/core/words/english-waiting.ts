import type { Onboarding } from "#core/onboarding";
import { utcDay, utcTime } from "#core/utc-time";

/** What is said while nothing happens: reminders, and that the time is nearly over. */
export const ENGLISH_WAITING = {
  reminded: {
    subject: ({ identity }: Onboarding) => `Still to do: the DNS records for ${identity}`,
    missing: (count: number, { identity }: Onboarding, atMs: number) =>
      `When we last looked at the DNS of ${identity}, at ${utcTime(atMs)}, ${count === 1 ? "one of the five records was" : `${count} of the five records were`} not there as needed. The others, if any, are right and may stay as they are.`,
    mended: "By now none is missing any more: there is nothing to do for you.",
    next: ({ schedule, lapsesAt }: Onboarding) =>
      `Press the button on the set-up page once they are added, and we look at once; our next look by ourselves is at ${utcTime(schedule.nextLookAt)}. This set-up stays open until ${utcDay(lapsesAt)}.`,
    forward: "If somebody else looks after your DNS, forward this mail: it holds all that is needed.",
  },

  expiryNear: {
    subject: ({ identity, lapsesAt }: Onboarding) => `The set-up of ${identity} ends on ${utcDay(lapsesAt)}`,
    body: ({ identity, lapsesAt }: Onboarding) =>
      `Not all five DNS records for ${identity} are right yet, and this set-up ends at ${utcTime(lapsesAt)}.`,
    customer:
      "Do you need more time? One click on the set-up page keeps it open for 30 more days. Anything that you add or correct keeps it open, too.",
    over: "Enough happened meanwhile: the set-up stays open.",
    ticket: "The customer was told, and can keep it open for 30 more days with one click.",
  },

  extended: {
    subject: ({ identity }: Onboarding) => `More time for ${identity}`,
    ticket: ({ identity, lapsesAt }: Onboarding) =>
      `The customer asked for more time: the set-up of ${identity} stays open until ${utcDay(lapsesAt)}. Nobody needs to do anything meanwhile.`,
  },

  extend: {
    text: (lapsesAt: number) => `This set-up ends at ${utcTime(lapsesAt)}.`,
    label: "Keep it open for 30 more days",
  },
};
