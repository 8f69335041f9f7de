import { utcDay, utcTime } from "#core/names/utc-time";
import { acceptedAddresses } from "#core/onboarding/accepted-addresses";
import type { Onboarding } from "#core/onboarding/onboarding";
import { ENGLISH_ADDRESSES } from "#core/words/english-addresses";
import { counted } from "#core/words/english-count";
import { ENGLISH_FAULTS } from "#core/words/english-faults";
import { ENGLISH_HELD } from "#core/words/english-held";
import { ENGLISH_MIGRATION } from "#core/words/english-migration";
import { ENGLISH_OPERATORS } from "#core/words/english-operators";
import { ENGLISH_OWNERSHIP } from "#core/words/english-ownership";
import { ENGLISH_PAGE } from "#core/words/english-page";
import { ENGLISH_TICKETS } from "#core/words/english-tickets";
import { ENGLISH_WAITING } from "#core/words/english-waiting";
import { ENGLISH_WATCH } from "#core/words/english-watch";

/** All texts for customers and staff, in English. */
export const ENGLISH = {
  /** The `lang` attribute of pages and mails. */
  lang: "en",

  hello: "Hello,",
  /** True because Reply-To names the support address. */
  reply: "Questions? Just reply to this mail: it reaches the support team of the e-mail platform.",
  linkToSetup: "The set-up page, with copy buttons, and each record as we see it (no login needed):",

  recordsIssued: {
    subject: (onboarding: Onboarding) =>
      `${capital(counted(onboarding, "DNS record"))} to add for ${onboarding.identity}`,
    ticketSubject: ({ identity }: Onboarding) => `The DNS records for ${identity}`,
    who: ({ project, fromAddresses, dnsContact, records }: Onboarding) =>
      `Your e-mail platform is to send mail from ${fromAddresses.join(", ")} for the project ${project}. Before it may, ${counted({ records }, "record")} must be added to the DNS of your domain. ${dnsContact === undefined ? "If somebody else looks after your DNS, forward this mail: it holds all that is needed." : `${dnsContact}, named as looking after your DNS, gets this mail, too.`}`,
    contact: ({ requester, project, fromAddresses, identity, records }: Onboarding) =>
      `${requester} has named you as the person who looks after the DNS of ${identity}. The company's e-mail platform is to send mail from ${fromAddresses.join(", ")} for the project ${project}. Before it may, ${counted({ records }, "record")} must be added to the DNS; this mail holds all that is needed.`,
    reads: (domain: string) => `The domain in letters, and in the form that the DNS uses: ${domain}.`,
    existingRecords:
      "Records of an earlier set-up stand in the DNS already. Those that are exactly as below stay as they are, and are not to be added again; we look at them right away.",
    reissued: {
      "mail-from": ({ mailFrom }: Onboarding) =>
        `The sub-domain for bounces was changed to ${mailFrom}: the MX and TXT records below replace the earlier ones, the three CNAME records are the same as before.`,
      dkim: () =>
        "Amazon SES has started DKIM again, with new keys: the three CNAME records below replace the earlier ones, the MX and TXT records are the same as before. Please add the new ones; the old ones may be removed afterwards.",
      both: ({ mailFrom }: Onboarding) =>
        `All five records below are new: Amazon SES has started DKIM again, with new keys, and the sub-domain for bounces was changed to ${mailFrom}. They replace the earlier ones.`,
    },
    host: (zone: string) =>
      `Most DNS panels add ${zone} to the host by themselves: enter the short “Host” there, and the “Full name” only where the panel wants whole names. Values go in without quotes, exactly as they stand.`,
    only: ({ mailFrom }: Onboarding) =>
      `${mailFrom} must hold this one MX record and no other. Your own mailboxes and web site are not touched: nothing that exists needs to be changed.`,
    next: ({ expiresAt }: Onboarding) =>
      `Once they are added, say so on the set-up page and we look at once. If you don't, we still look by ourselves every few hours until ${utcDay(expiresAt)}, and write to you when all is done or when something is wrong.`,
    ticket: (onboarding: Onboarding) =>
      `Once the ${counted(onboarding, "DNS record")} for ${onboarding.identity} ${onboarding.records.length === 1 ? "is" : "are"} in the DNS, we see it: we check until ${utcDay(onboarding.expiresAt)}, next at ${utcTime(onboarding.schedule.nextCheckAt)}, and report here. Support has nothing to do meanwhile. To be added:`,
  },

  recordsWrong: {
    subject: ({ identity }: Onboarding) => `The DNS records for ${identity} need a correction`,
    urgentSubject: ({ identity }: Onboarding) => `Urgent: the DNS of ${identity} needs a correction now`,
    seen: (atMs: number) => `We looked at your DNS at ${utcTime(atMs)}. This needs a correction:`,
    nothingWrong:
      "We saw records that were not as they must be. By now none is wrong any more: there is nothing to correct.",
    expected: "The records that are still to be corrected or added, as they must be:",
    next: ({ schedule }: Onboarding) =>
      `Nothing is lost: correct them, then ask for another look on the set-up page, or wait until we look again by ourselves, next at ${utcTime(schedule.nextCheckAt)}.`,
    urgentNext:
      "Please do it now: until then your own mail suffers. Then ask for another look on the set-up page.",
  },

  dkimVerified: {
    subject: ({ identity }: Onboarding) => `DKIM is verified for ${identity}`,
    body: ({ identity, project, fromAddresses }: Onboarding) =>
      `Amazon SES has verified the three DKIM records of ${identity}. The from addresses (${fromAddresses.join(", ")}) can be added to the project ${project} from now on.`,
    missing: ({ mailFrom }: Onboarding) =>
      `One step is left, the return path for bounces, ${mailFrom}. This is not there yet as needed:`,
    awaited: ({ mailFrom }: Onboarding) =>
      `The return path for bounces, ${mailFrom}, comes next. Its records are right, so nothing is to be done: Amazon SES looks for itself, mostly within minutes, and we write when all is ready.`,
    allVerified: "By now the rest is verified, too: nothing is left to be done in the DNS.",
  },

  dkimStuck: {
    subject: ({ identity }: Onboarding) => `DKIM can't be started again: ${identity}`,
    ops: ({ identity, project, ticket, onboardingId }: Onboarding) =>
      `Amazon SES has given up DKIM of ${identity} for the project ${project} (ticket ${ticket}, onboarding ${onboardingId}), and its three CNAME records are right. DKIM was started again in every way that keeps the identity, without effect. The customer has nothing to do and waits.`,
    next: ({ identity }: Onboarding) =>
      `What is left is to delete the identity ${identity} in SES and to make it again with the same tags, which only you can decide: sending from it and below it stops meanwhile. New tokens are noticed and sent to the customer. Asking AWS support first costs nothing.`,
  },

  mailFromDiffers: {
    subject: ({ identity }: Onboarding) => `Another MAIL FROM domain in SES: ${identity}`,
    ops: ({ identity, mailFrom, ses, project, onboardingId }: Onboarding) =>
      `Amazon SES sends mail of ${identity} with ${ses.status?.mailFromDomain ?? "a MAIL FROM domain of its own"}, and the project ${project} with the MAIL FROM domain ${mailFrom} (onboarding ${onboardingId}). Somebody changed it in SES.`,
    next: ({ identity, mailFrom }: Onboarding) =>
      `Set it again: aws sesv2 put-email-identity-mail-from-attributes --email-identity ${identity} --mail-from-domain ${mailFrom}. The watch notices it within a day.`,
  },

  signingDisabled: {
    subject: ({ identity }: Onboarding) => `DKIM signing is switched off: ${identity}`,
    ops: ({ identity, project, ticket, onboardingId }: Onboarding) =>
      `Amazon SES does not sign mail from ${identity} for the project ${project} (ticket ${ticket}, onboarding ${onboardingId}): DKIM signing is switched off for the identity. It was made by hand, so Sendworthy does not change it. The domain does not become ready before SES signs.`,
    next: ({ identity }: Onboarding) =>
      `Switch it on: aws sesv2 put-email-identity-dkim-attributes --email-identity ${identity} --signing-enabled. The next check notices it.`,
  },

  ready: {
    subject: ({ identity }: Onboarding) => `${identity} is ready to send`,
    customer: ({ identity, mailFrom, project }: Onboarding) =>
      `All five records are right, and Amazon SES has verified ${identity} with its return path for bounces, ${mailFrom}. The project ${project} is set up for it.`,
    keep: "Keep all five records for as long as you send: Amazon rotates between the three CNAME records, so each of them is needed even if it seems unused.",
    next: (onboarding: Onboarding) =>
      `What comes next: add your from addresses (${acceptedAddresses(onboarding).join(", ") || "none yet"}) in the project ${onboarding.project}.`,
    contact: "There is nothing left to do for you.",
    ticket: (onboarding: Onboarding) =>
      `${onboarding.identity} is verified with DKIM and the MAIL FROM domain ${onboarding.mailFrom}, and configured in the project ${onboarding.project} for ${acceptedAddresses(onboarding).join(", ") || "no from address yet"}. Next, the customer adds those from addresses that the project does not use yet.`,
    addressIdentities: (addresses: readonly string[]) =>
      `Amazon SES has identities of their own for these addresses: ${addresses.join(", ")}. Their settings (DKIM, MAIL FROM domain, configuration set) override those of the domain for mail from them. Delete such an identity if nobody needs it.`,
    opsSubject: ({ identity, project }: Onboarding) => `Ready: ${identity} (${project})`,
    ops: ({ identity, mailFrom, project, owner, ticket, onboardingId }: Onboarding, atMs: number) =>
      `The project ${project} of ${owner} can send from ${identity} with the MAIL FROM domain ${mailFrom} since ${utcTime(atMs)}. Ticket ${ticket}, onboarding ${onboardingId}.`,
  },

  expired: {
    subject: ({ identity }: Onboarding) => `The set-up of ${identity} has ended unfinished`,
    body: (onboarding: Onboarding) =>
      onboarding.held === undefined ? unfinished(onboarding) : ENGLISH_HELD.held.ended(onboarding),
    customer:
      "If you still want to send from this domain, ask the support team of your e-mail platform to begin again.",
    ticket:
      "To start again, open this ticket again or send a new one; within 30 days the DKIM records stay the same.",
  },

  cancelled: {
    subject: ({ identity }: Onboarding) => `The set-up of ${identity} was called off`,
    body: ({ identity }: Onboarding) =>
      `The set-up of ${identity} was called off. No more records need to be added; those that were added do no harm and may be removed.`,
    customer: "If you did not expect this, ask the support team of your e-mail platform.",
    ticket: "To start again, open this ticket again or send a new one.",
  },

  contactAsks: ({ requester }: Onboarding) =>
    `There is nothing left to do for you. If you have a question, ask ${requester}, who asked for this set-up.`,

  because: (reason: string) => `The reason: ${reason}.`,
  /** Why an onboarding was closed, by the code in the item; any other reason is shown as it was typed. */
  closingReasons: {
    cancelled: "support called it off in the ticket",
    "cancelled-by-operator": "our team cancelled it",
    expired: "its time ran out",
    released: "our team gave the domain back, since nothing is sent from it any more",
    "not-approved": "our team did not approve it in time",
    "control-not-proved": "we could not confirm that you control this domain",
    "identity-taken": "this domain needs a check by our team before it can be set up",
  },

  failed: {
    subject: ({ identity }: Onboarding) => `Failed: the onboarding of ${identity}`,
    ops: ({ identity, project, ticket }: Onboarding, execution: string) =>
      `The execution ${execution}, which carries the onboarding of ${identity} for the project ${project} (ticket ${ticket}), has stopped with an error. The customer was not told and waits.`,
    redrive:
      "Its history in the Step Functions console names the state and the error. Fix the cause, then run: npm run ops -- redrive. It lists first what it will do. The onboarding goes on at the state that failed; after 14 days, as its next attempt.",
  },

  ownership: ENGLISH_OWNERSHIP,
  watch: ENGLISH_WATCH,
  tickets: ENGLISH_TICKETS,

  ...ENGLISH_FAULTS,
  ...ENGLISH_HELD,
  ...ENGLISH_OPERATORS,
  ...ENGLISH_ADDRESSES,
  ...ENGLISH_MIGRATION,
  ...ENGLISH_WAITING,
  ...ENGLISH_PAGE,
};

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function unfinished({ identity, createdAt, expiresAt, incident }: Onboarding): string {
  if (incident?.lostAt !== undefined)
    return `Records of ${identity} were missed from ${utcDay(incident.since)} on. Not all five were right again by ${utcDay(expiresAt)}, so we have stopped looking: mail from it may be refused or filed as spam.`;
  return `The set-up of ${identity} was begun on ${utcDay(createdAt)} and could be finished until ${utcDay(expiresAt)}. Not all five records were right by then, so it has ended. Records that were added do no harm and may stay.`;
}
