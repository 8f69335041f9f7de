import type { Onboarding } from "#core/onboarding";

/** What is said of the proof that a domain is whose it is said to be; never a word of anybody else who asked for it. */
export const ENGLISH_OF_OWNERSHIP = {
  /** While the challenge is the only record. */
  alone: {
    subject: ({ identity }: Onboarding) => `One DNS record to add for ${identity}, to begin with`,
    headline: "Add the one record below",
    recordsTitle: "The record that proves it",
    who: ({ project, fromAddresses, identity }: Onboarding) =>
      `Your e-mail platform is to send mail from ${fromAddresses.join(", ")} for the project ${project}. Before we set it up, please prove that you control ${identity}: add the one TXT record below to its DNS. The five records for sending follow as soon as we see it.`,
    ticket: ({ requester, identity }: Onboarding) =>
      `${identity} needs a proof of control first: ${requester} was sent one TXT record to add. The five records for sending follow as soon as it is seen; nobody needs to do anything meanwhile. This is the record:`,
  },
  /** While it stands before the others. */
  demanded: ({ identity }: Onboarding) =>
    `The first record below is a TXT record that proves that you control ${identity}: nothing can be sent before we have seen it. It changes nothing else, and may be removed afterwards.`,
  proved: ({ identity }: Onboarding) =>
    `Thank you: the TXT record has proved that you control ${identity}, and may be removed. These five records are left to add.`,
  overrides: (identity: string, above: string) =>
    `${identity} gets an identity of its own, as asked: the settings of ${above} apply to it no more.`,
  contested: {
    subject: ({ identity }: Onboarding) => `Contested: ${identity}`,
    ops: ({ identity, owner, project, ticket, onboardingId }: Onboarding) =>
      `Another owner asks for names that ${owner} has reserved with ${identity} (project ${project}, ticket ${ticket}, onboarding ${onboardingId}). Each of them was asked for a TXT record: the first proof wins, and the other onboarding is closed. There is nothing to do, unless you want to look into who asked.`,
  },
};
