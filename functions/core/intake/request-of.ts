import type { Onboarding } from "#core/onboarding/onboarding";
import type { Source } from "#core/onboarding/ticket-source";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { type Language, languageOf } from "#core/words/languages";

/** Returns the request of a ticket in the form in which its onboarding stores it. */
export function requestOf(
  current: Onboarding,
  { source, ticket }: { readonly source: Source; readonly ticket: string },
): OnboardingRequest {
  const joined = current.alsoTickets?.find((one) => one.source === source && one.ticket === ticket);
  const other = current.alsoProjects?.find(({ project }) => project === joined?.project);
  const { project, requester, fromAddresses, replyAddress, mailboxExists, migratingFrom } = other ?? current;
  const { owner, identity, mailFrom, namedFields = [], overrides, dnsContact, timeZone } = current;
  const [language, dnsContactLanguage] = [current.language, current.dnsContactLanguage].map(languageKept);
  const isNamed = namedFields.includes("identity") || overrides !== undefined;
  return {
    ...{ ticket, owner, project, requester, fromAddresses, replyAddress, mailboxExists, migratingFrom },
    ...{ identity, dnsContact, timeZone, language, dnsContactLanguage },
    ...(namedFields.includes("mailFrom") ? { mailFrom } : {}),
    ...(isNamed ? { asksForIdentity: true as const } : {}),
  };
}

function languageKept(tag: string | undefined): Language | undefined {
  return tag === undefined ? undefined : languageOf(tag);
}
