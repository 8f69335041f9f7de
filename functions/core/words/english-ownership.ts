import type { Onboarding } from "#core/onboarding/onboarding";

/** The texts about the proof of control over a domain, in English. Messages to customers never mention another owner. */
export const ENGLISH_OWNERSHIP = {
  why: ({ identity }: Onboarding) =>
    `Before we set up ${identity} for sending, please prove that you control it: only who does can add this TXT record to its DNS. The five records for sending follow as soon as we see it; then it may be removed.`,
  demanded: ({ identity }: Onboarding) =>
    `The first record is a TXT record that proves that you control ${identity}: nothing can be sent before we have seen it. It changes nothing else, and may be removed afterwards.`,
  proved: ({ identity }: Onboarding) =>
    `Thank you: the TXT record has proved that you control ${identity}, and may be removed. These five records are left to add.`,
  overrides: (identity: string, above: string) =>
    `${identity} gets an identity of its own, as asked: the settings of ${above} apply to it no more.`,
  released: {
    subject: ({ identity }: Onboarding) => `These DNS records of ${identity} may be removed`,
    body: ({ identity }: Onboarding) =>
      `The set-up of ${identity} ended a while ago, and Amazon SES holds nothing for it any more. These records still stand in its DNS and serve nothing; please remove them, so that nobody relies on them by mistake:`,
    again: "A new set-up begins with new records.",
  },
  contested: {
    subject: ({ identity }: Onboarding) => `Contested: ${identity}`,
    ops: ({ identity, owner, project, ticket, onboardingId }: Onboarding) =>
      `Another owner asks for names that ${owner} has reserved with ${identity} (project ${project}, ticket ${ticket}, onboarding ${onboardingId}). Each of them was asked for a TXT record: the first proof wins, and the other onboarding is closed. There is nothing to do, unless you want to look into who asked.`,
  },
};
