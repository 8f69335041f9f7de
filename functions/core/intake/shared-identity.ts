import type { AlsoProject } from "#core/onboarding/also-project";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { KeptMailFrom } from "#core/tickets/ticket-reply";
import { projectsOf } from "./sharing-projects.ts";

/**
 * Returns the change of an onboarding when a ticket adds from addresses, for the same project or another one
 * of the owner.
 */
export function withAddresses(
  current: Pick<Onboarding, "project" | "fromAddresses" | "alsoProjects">,
  request: OnboardingRequest,
  fromAddresses: readonly string[],
): Partial<Onboarding> {
  if (request.project === current.project)
    return { fromAddresses: union(current.fromAddresses, fromAddresses) };
  const { alsoProjects = [] } = current;
  const before = alsoProjects.find(({ project }) => project === request.project);
  const others = alsoProjects.filter(({ project }) => project !== request.project);
  return { alsoProjects: [...others, projectOf(request, union(before?.fromAddresses ?? [], fromAddresses))] };
}

function projectOf(request: OnboardingRequest, fromAddresses: string[]): AlsoProject {
  const { project, requester, replyAddress, mailboxExists, migratingFrom } = request;
  return {
    ...{ project, requester, fromAddresses },
    ...(replyAddress === undefined ? {} : { replyAddress }),
    ...(mailboxExists === undefined ? {} : { mailboxExists }),
    ...(migratingFrom === undefined ? {} : { migratingFrom }),
  };
}

function union(some: readonly string[], others: readonly string[]): string[] {
  return [...new Set([...some, ...others])];
}

/** Returns the MAIL FROM domain with which an identity sends; an operator may let it be ready without one. */
export function usedMailFrom({
  mailFrom,
  withoutMailFrom,
}: Pick<Onboarding, "mailFrom" | "withoutMailFrom">): { readonly mailFrom?: string } {
  return withoutMailFrom === undefined ? { mailFrom } : {};
}

/** Returns the answer to a ticket that names another MAIL FROM domain than its identity has. */
export function keptMailFrom(
  current: Pick<Onboarding, "mailFrom" | "withoutMailFrom" | "project" | "alsoProjects">,
  request: Pick<OnboardingRequest, "mailFrom">,
): { readonly kept?: KeptMailFrom } {
  const { mailFrom: named } = request;
  const { mailFrom } = usedMailFrom(current);
  if (named === undefined || mailFrom === undefined || named === mailFrom) return {};
  return { kept: { mailFrom, named, projects: projectsOf(current) } };
}
