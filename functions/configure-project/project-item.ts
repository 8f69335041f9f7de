import { rejectsOnMxFailure } from "#core/configuration-plan";
import type { Onboarding } from "#core/onboarding";
import { readProject } from "#core/project";
import type { WantedConfiguration } from "#core/project-configuration";
import type { Put, Table } from "#core/table";

/** The write that makes an onboarding's domain part of its project; from addresses that it had there stay usable. */
export async function projectPut(
  table: Table,
  onboarding: Onboarding,
  wanted: WantedConfiguration,
): Promise<Put> {
  const { configurationSet: set, tenant } = wanted;
  const { project, owner, identity, onboardingId, fromAddresses, withoutMailFrom } = onboarding;
  const mailFrom = withoutMailFrom === undefined ? onboarding.mailFrom : undefined;
  const { current, replaceWith } = await readProject(table, project);
  const before = current?.domains ?? [];
  const usable = before.find((domain) => domain.identity === identity)?.fromAddresses ?? [];
  const domain = {
    identity,
    mailFrom,
    onboardingId,
    fromAddresses: [...new Set([...usable, ...fromAddresses])],
    ...(set && { configurationSet: set.name }),
    ...(tenant !== undefined && { tenant }),
    ...(rejectsOnMxFailure(wanted, onboarding) && { rejectsOnMxFailure: true }),
  };
  const domains = [...before.filter((other) => other.identity !== identity), domain];
  return replaceWith({ platform: "ses", requesters: [], ...current, project, owner, domains });
}
