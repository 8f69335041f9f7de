import { utcTime } from "#core/names/utc-time";
import type { Onboarding } from "#core/onboarding/onboarding";

/** The texts about an operator's actions, in English. */
export const ENGLISH_OPERATORS = {
  linkReissued: {
    subject: ({ identity }: Onboarding) => `A new link to the set-up of ${identity}`,
    body: ({ identity }: Onboarding) =>
      `The link to the set-up page of ${identity} was replaced. The earlier one opens nothing any more; the records and all else are as before. If somebody else looks after your DNS, please forward the new link.`,
  },

  /** The message if an operator approved an onboarding without its MAIL FROM domain. */
  readyWithoutMailFrom: {
    customer: ({ identity, project }: Onboarding) =>
      `The three CNAME records are right, and Amazon SES has verified ${identity}. The project ${project} is set up for it without a bounce domain of your own: Amazon's takes the bounces.`,
    keep: "Keep the three CNAME records for as long as you send: Amazon rotates between them, so each of them is needed even if it seems unused. The MX and TXT records are not needed; those that were added do no harm.",
    ticket: ({ identity, project, fromAddresses }: Onboarding) =>
      `${identity} is verified with DKIM and configured in the project ${project} for ${fromAddresses.join(", ")}, without a custom MAIL FROM domain. Next, the customer adds those from addresses that the project does not use yet. This ticket can be closed.`,
    ops: ({ identity, project, owner, ticket, onboardingId }: Onboarding, atMs: number) =>
      `The project ${project} of ${owner} can send from ${identity}, without a custom MAIL FROM domain, since ${utcTime(atMs)}. Ticket ${ticket}, onboarding ${onboardingId}.`,
  },
};
