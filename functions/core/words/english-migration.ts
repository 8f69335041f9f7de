/** The texts about a move from another provider, in English. */
export const ENGLISH_MIGRATION = {
  migration: {
    title: "Moving from another provider",
    leaving: (who: string) => `You are moving from ${who}.`,
    leavingUnnamed: "You are moving from another provider.",
    seen: (who: string) =>
      `Your DNS shows that ${who} sends mail for this domain, too. If you are moving from there, this is what matters; if not, both can send side by side.`,
    same: "Keep the from addresses that you have used so far: people and filters know them, and nothing helps delivery more than that continuity.",
    sameAs: (addresses: string) =>
      `Keep the from addresses that you have used so far (${addresses}): people and filters know them, and nothing helps delivery more than that continuity.`,
    changed: (addresses: string) =>
      `${addresses} was not used there. If you need the new name, change it at another time than the provider.`,
    untouched:
      "The five records here stand beside what you have: they replace nothing, and mail that is sent today goes on.",
    collision: (required: string, occupiedBy: string) =>
      `One thing is in the way: ${required} belongs to the other provider (${occupiedBy}), so our records can't stand there without breaking its mail. Use another sub-domain: the set-up page has a field for it.`,
    otherRecordsTitle: "What belongs to the other provider, and must stay until the last mail was sent there",
    otherRecords: {
      TXT: (place: string, provider: string) =>
        `${place}: its part for ${provider}. Where other parts stand in the same text, take out this part alone afterwards.`,
      CNAME: (place: string, provider: string) => `${place}, which leads to ${provider}`,
      MX: (place: string, provider: string) => `${place}, where ${provider} takes bounces`,
      NS: (place: string, provider: string) =>
        `${place}: this sub-domain is run by ${provider} as a whole; records added at your own DNS host have no effect below it.`,
    },
    afterwards:
      "Switch first, wait a week so that late bounces arrive and mails that are still on their way can be checked, then remove these. Your mailboxes' own MX and SPF stay in any case.",
  },
};
