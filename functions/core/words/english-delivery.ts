/** The texts about the delivery of mail, in English. */
export const ENGLISH_DELIVERY = {
  /** The line in the ticket that lists the mails about an event. */
  delivery: {
    sent: (addresses: readonly string[]) => `Mail was sent to ${addresses.join(" and ")}.`,
    inDigest: (address: string, time: string) =>
      `${address} has got many mails today: the next one lists all news together, at ${time}.`,
    pending: (address: string) => `The mail to ${address} was not sent yet; we try again.`,
  },

  /** The mail that lists the news of many domains. */
  digest: {
    subject: (count: number) => `News about ${count === 1 ? "a domain" : `${count} domains`} that you set up`,
    introduction:
      "There is news about these domains. The set-up page of each shows its records and the next step (no login needed):",
    why: "You got many mails from us today, so this one mail lists the rest.",
  },
};
