import type { Status } from "#core/lifecycle";

/** How an onboarding stands, for the customer. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  requested: "We are preparing your DNS records. Please come back in a few minutes.",
  records_issued:
    "Please add the five records below to your DNS. Tell us when they are there, and we look at once.",
  confirmed: "You told us that the records are there. We look until all of them are right.",
  verified: "All records are right and verified. We are configuring your project; there is nothing to do.",
  configured: "Your project is configured. There is nothing to do.",
  ready: "All is done: you can send. Keep all five records for as long as you send.",
  expired: "This set-up has ended.",
  cancelled: "This set-up was called off.",
  failed: "Something went wrong on our side. Our team knows; there is nothing to do for you.",
};

/** What a signal led to, by `done` in the address. */
export const DONE_WORDS: Readonly<Record<string, string>> = {
  confirmed: "Thank you. We are looking at your DNS now; reload this page in a moment.",
  checked: "We are looking at your DNS now; reload this page in a moment.",
  kept: "Thank you. We look as soon as the trouble on our side is mended.",
  "asked-before": "We looked seconds ago. Please wait half a minute before you ask again.",
  amended: "The sub-domain was changed: the MX and TXT records below are new, please add them.",
  unchanged: "That is the sub-domain already: nothing was changed.",
  "nothing-to-do": "There is nothing left to do for you.",
};
