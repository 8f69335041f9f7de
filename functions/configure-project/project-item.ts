import type { Onboarding } from "#core/onboarding/onboarding";
import { rejectsOnMxFailure } from "#core/projects/configuration/next-step";
import { type Judged, withJudged } from "#core/projects/from-addresses/address-list";
import { readProject } from "#core/projects/project";
import type { WantedConfiguration } from "#core/projects/wanted-configuration";
import type { Put, Table } from "#core/table";

/** The parts that a project gains with a domain. */
interface Gained {
  readonly wanted: WantedConfiguration;
  /** The requested from addresses, as they were judged. */
  readonly judged: readonly Judged[];
  readonly now: number;
}

/** The write that adds an onboarding's domain to its project, with the requested from addresses. */
export async function projectPut(
  table: Table,
  onboarding: Onboarding,
  { wanted, judged, now }: Gained,
): Promise<Put> {
  const { configurationSet: set, tenant } = wanted;
  const { project, owner, identity, onboardingId, withoutMailFrom } = onboarding;
  const mailFrom = withoutMailFrom === undefined ? onboarding.mailFrom : undefined;
  const { current, replaceWith } = await readProject(table, project);
  const { fromAddresses = [], refusedAddresses = [], removedAddresses = [] } = current ?? {};
  const before = { fromAddresses, refusedAddresses, removedAddresses };
  const { lists } = withJudged(before, judged, { at: now, by: "sendworthy" });
  const domain = {
    identity,
    mailFrom,
    onboardingId,
    ...(set && { configurationSet: set.name }),
    ...(tenant !== undefined && { tenant }),
    ...(rejectsOnMxFailure(wanted, onboarding) && { rejectsOnMxFailure: true }),
  };
  const domains = [...(current?.domains ?? []).filter((other) => other.identity !== identity), domain];
  return replaceWith({ platform: "ses", requesters: [], ...current, ...lists, project, owner, domains });
}
