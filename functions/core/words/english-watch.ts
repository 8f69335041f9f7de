import { utcTime } from "#core/names/utc-time";
import type { Onboarding } from "#core/onboarding/onboarding";

const HOUR_MS = 3_600_000;

type PausedTenant = NonNullable<Onboarding["pausedTenant"]>;

/** The texts about a ready domain whose records are gone, in English. */
export const ENGLISH_WATCH = {
  onboardingLine: (project: string, owner: string, ticket: string, onboardingId: string) =>
    `Project ${project} of ${owner}, ticket ${ticket}, onboarding ${onboardingId}.`,
  muted: ({ onboardingId }: Onboarding) =>
    `Neither the customer nor the ticket was told, since a person has taken over: tell the customer, or hand it back with “npm run ops -- unmute ${onboardingId}”.`,
  degraded: {
    subject: ({ identity }: Onboarding) => `Amazon SES does not find all records of ${identity} any more`,
    body: ({ identity }: Onboarding, atMs: number) =>
      `At ${utcTime(atMs)} Amazon SES told us that it does not find all DNS records of ${identity} any more. Mail is still sent.`,
    subjects: { dkim: "the DKIM records", "mail-from": "the MX record of the MAIL FROM domain" },
    givesUp: (what: string, atMs: number, nowMs: number) =>
      `It looks for ${what} until about ${utcTime(atMs)}: ${Math.max(0, Math.round((atMs - nowMs) / HOUR_MS))} hours are left.`,
    records: "These are the records that it looks for, as they must be:",
    customer:
      "Please see to it that they stand in your DNS. We look, too, and write again when all is right.",
    staff: "Nothing is to be done yet: we check the DNS and report here.",
  },
  lost: {
    subject: ({ identity, incident }: Onboarding) =>
      incident?.gaveUp === undefined
        ? `DNS records of ${identity} are gone`
        : `Amazon SES has stopped looking for DNS records of ${identity}`,
    body: ({ identity, mailFrom, incident }: Onboarding) =>
      incident?.gaveUp === undefined
        ? `Records that ${identity} and its MAIL FROM domain ${mailFrom} need were right, and are not any more:`
        : `For too long Amazon SES has not found records that ${identity} and its MAIL FROM domain ${mailFrom} need:`,
    record: (type: string, name: string, rightAt: number | undefined) =>
      rightAt === undefined ? `${type} ${name}` : `${type} ${name}: last right on ${utcTime(rightAt)}`,
    gaveUp: (what: string) =>
      `Amazon SES has stopped looking for ${what}. We have it look again as soon as all stands as below; if it does already, nothing else is to be done.`,
    moved: (zone: string, from: string, to: string) =>
      `Since then the zone ${zone} has moved: its name servers were ${from}, and are ${to} now. Records do not move along by themselves.`,
    host: (host: string) => `They have to be added at ${host}.`,
    named: (nameServers: readonly string[], host: string | undefined) =>
      host === undefined ? nameServers.join(", ") : `${nameServers.join(", ")} (${host})`,
    records: "This is how they must be:",
    customer:
      "Without them, mail from this domain is soon not signed any more, and is refused or filed as spam. Add them again, then say so on the set-up page. We look by ourselves, too, and write when all is right.",
    staff: "The set-up runs again until they are back, and reports here.",
  },
  sendingPaused: {
    subject: ({ identity }: Onboarding) => `Mail from ${identity} is paused in Amazon SES`,
    paused: ({ name, cause, at }: PausedTenant) =>
      `Amazon SES sends no mail of the tenant ${name}, seen at ${utcTime(at)}.${cause === undefined ? "" : ` The reason that SES gives: ${cause}`}`,
    projects: ({ projects }: PausedTenant) => `It stops mail of: ${projects.join(", ")}.`,
    next: ({ project }: Onboarding) =>
      `Open the tenant in the SES console and solve its findings. Then let it send again: npm run ops -- reinstate ${project}`,
  },
  recovered: {
    subject: ({ identity }: Onboarding) => `${identity} is all right again`,
    body: ({ identity, mailFrom }: Onboarding) =>
      `All five records of ${identity} are found again, and Amazon SES has verified it with the MAIL FROM domain ${mailFrom}.`,
    since: (atMs: number) => `They had been missed since ${utcTime(atMs)}.`,
    next: "There is nothing left to do. Keep all five records for as long as you send.",
  },
};
