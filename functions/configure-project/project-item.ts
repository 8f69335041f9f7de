import type { DnsResolver } from "#core/dns/observation";
import type { Onboarding } from "#core/onboarding/onboarding";
import { rejectsOnMxFailure } from "#core/projects/configuration/next-step";
import { judgeAddresses } from "#core/projects/from-addresses/add-addresses";
import { type Judged, withJudged } from "#core/projects/from-addresses/address-list";
import { addressesIn } from "#core/projects/from-addresses/requested-address";
import { readProject } from "#core/projects/project";
import type { WantedConfiguration } from "#core/projects/wanted-configuration";
import { withSharedDomain } from "#core/projects/with-shared-domain";
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

/** The writes by which the owner's other projects that asked for the same identity get it, too. */
export async function alsoProjectPuts(
  { owner, alsoProjects = [], ...onboarding }: Onboarding,
  now: number,
  deps: { readonly table: Table; readonly resolver: DnsResolver },
): Promise<Put[]> {
  const puts: Put[] = [];
  for (const { project, ...request } of alsoProjects) {
    const { current, replaceWith } = await readProject(deps.table, project);
    // The name may have been registered for another owner since.
    if (current?.owner !== owner) continue;
    const judged = await judgeAddresses(addressesIn(request), owner, now, deps);
    const act = { at: now, by: "sendworthy" };
    puts.push(replaceWith(withSharedDomain(current, { owner, ...onboarding }, judged, act)));
  }
  return puts;
}
