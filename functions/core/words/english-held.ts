import { utcDay } from "#core/names/utc-time";
import type { Onboarding } from "#core/onboarding/onboarding";

/** The texts about a request that needs an operator's approval, in English. */
export const ENGLISH_HELD = {
  held: {
    subject: ({ identity }: Onboarding) => `The set-up of ${identity} needs a check by our team`,
    ticket: ({ project, identity, expiresAt }: Onboarding) =>
      `We have the request to send from ${identity} for the project ${project}. It needs a check by our team before anything is made of it, because whoever asks is not known to us for this project yet. There is nothing to do until then: we report here as soon as it is approved. Without an approval it ends on ${utcDay(expiresAt)}.`,
    opsSubject: ({ identity, project }: Onboarding) => `To approve: ${identity} (${project})`,
    ops: ({ requester, identity, project, owner, ticket, onboardingId }: Onboarding) =>
      `${requester} asks to send from ${identity} for the project ${project} of ${owner} (ticket ${ticket}, onboarding ${onboardingId}), and is none of the project's known requesters. Nothing is made until you decide.`,
    next: ({ onboardingId }: Onboarding) =>
      `Ask the owner, not the requester, whether this is wanted. To approve it, run: npm run ops -- approve ${onboardingId}. To turn it down: npm run ops -- cancel ${onboardingId}. Whoever approves vouches for this request alone; the registry is where a requester becomes a known one.`,
    ended: ({ identity, createdAt }: Onboarding) =>
      `The set-up of ${identity} was asked for on ${utcDay(createdAt)}, and was not approved by our team. Nothing was made of it, and no records need to be added.`,
    /** The facts that operators read before they approve. */
    approval: {
      opens: (identity: string, mailFrom: string) =>
        `Sets up ${identity} with the MAIL FROM domain ${mailFrom}.`,
      shares: (
        { onboardingId, identity, mailFrom }: Pick<Onboarding, "onboardingId" | "identity" | "mailFrom">,
        kept: { readonly named: string; readonly projects: readonly string[] } | undefined,
      ) =>
        `Adds the from addresses to ${identity} of the same owner (${onboardingId}), which keeps its MAIL FROM domain ${mailFrom}.${kept === undefined ? "" : ` The ticket names ${kept.named}: that would change the return path of ${kept.projects.join(" and ")}, and is done by: npm run ops -- amend ${onboardingId} --mail-from ${kept.named}.`}`,
      cannot:
        "It can't be approved as things stand: another owner holds such names, or the project has changed.",
      overrides: (identity: string, parent: string) =>
        `Mail from addresses at ${identity} will no longer use the MAIL FROM domain and the settings of ${parent}.`,
      proof: (onboardings: readonly string[]) =>
        `Other owners, whose set-up is under way, have to prove control of their names: ${onboardings.join(", ")}.`,
    },
  },
};
