import type { Claims } from "#core/claims/claim-store";
import type { DnsResolver } from "#core/dns/observation";
import { ProjectConfigurationError } from "#core/errors";
import { type Onboarding, onboardingKey, onboarding as parseOnboarding } from "#core/onboarding/onboarding";
import { rejectsOnMxFailure } from "#core/projects/configuration/next-step";
import { judgeAddresses } from "#core/projects/from-addresses/add-addresses";
import { type Judged, withJudged } from "#core/projects/from-addresses/address-list";
import { addressesIn } from "#core/projects/from-addresses/requested-address";
import { readProject } from "#core/projects/project";
import type { WantedConfiguration } from "#core/projects/wanted-configuration";
import { withSharedDomain } from "#core/projects/with-shared-domain";
import type { Put, Table } from "#core/table";

/** The data that a domain adds to a project. */
interface Gained {
  readonly wanted: WantedConfiguration;
  /** The requested from addresses with their judgement. */
  readonly judged: readonly Judged[];
  readonly now: number;
}

/** Makes the write that adds an onboarding's domain, and its requested from addresses, to the project. */
export async function projectPut(
  table: Table,
  onboarding: Onboarding,
  { wanted, judged, now }: Gained,
): Promise<Put> {
  const { configurationSet: set, tenant } = wanted;
  const { project, owner, identity, onboardingId, withoutMailFrom } = onboarding;
  const mailFrom = withoutMailFrom === undefined ? onboarding.mailFrom : undefined;
  const { current, replaceWith } = await readProject(table, project);
  refuseOtherOwner(onboarding, current?.owner);
  const { fromAddresses = [], refusedAddresses = [], removedAddresses = [] } = current ?? {};
  const before = { fromAddresses, refusedAddresses, removedAddresses };
  const { lists } = withJudged(before, judged, { at: now, by: "sendworthy" });
  const domain = {
    identity,
    mailFrom,
    onboardingId,
    ...(set && { configurationSet: set.name }),
    ...(tenant && { tenant: tenant.name }),
    ...(rejectsOnMxFailure(wanted, onboarding) && { rejectsOnMxFailure: true }),
  };
  const domains = [...(current?.domains ?? []).filter((other) => other.identity !== identity), domain];
  return replaceWith({ platform: "ses", requesters: [], ...current, ...lists, project, owner, domains });
}

/**
 * A removed project may belong to another owner now, who must not get a domain that this owner has proved.
 */
function refuseOtherOwner({ project, owner }: Onboarding, present: string | undefined): void {
  if (present === undefined || present === owner) return;
  throw new ProjectConfigurationError(
    `The project "${project}" belongs to another owner now. Cancel the onboarding, or register the project for "${owner}" again.`,
  );
}

/**
 * Makes the writes of the owner's other projects. Those that requested the same identity get it. Those that
 * had it from an earlier onboarding get the new MAIL FROM domain, because SES keeps only one.
 */
export async function alsoProjectPuts(
  onboarding: Onboarding,
  claims: Pick<Claims, "released">,
  now: number,
  deps: { readonly table: Table; readonly resolver: DnsResolver },
): Promise<Put[]> {
  const { owner, project: own, alsoProjects = [] } = onboarding;
  const asking = new Map(alsoProjects.map((one) => [one.project, one]));
  const names = new Set([...asking.keys(), ...(await earlierProjects(onboarding, claims, deps.table))]);
  const puts: Put[] = [];
  for (const name of names) {
    const { current, replaceWith } = await readProject(deps.table, name);
    const request = asking.get(name);
    const hasIt = current?.domains.some(({ identity }) => identity === onboarding.identity) === true;
    // The project may have been registered for another owner meanwhile.
    if (name === own || current?.owner !== owner || (request === undefined && !hasIt)) continue;
    const judged = request === undefined ? [] : await judgeAddresses(addressesIn(request), owner, now, deps);
    const act = { at: now, by: "sendworthy" };
    puts.push(replaceWith(withSharedDomain(current, onboarding, judged, act)));
  }
  return puts;
}

/** Returns the projects of the owner's earlier onboardings of the same identity, which have ended. */
async function earlierProjects(
  { owner, identity }: Onboarding,
  { released }: Pick<Claims, "released">,
  table: Table,
): Promise<string[]> {
  const ids = released
    .filter((one) => one.owner === owner && one.name === identity)
    .map(({ onboardingId }) => onboardingId);
  const items = await Promise.all([...new Set(ids)].map((id) => table.get(onboardingKey(id))));
  const earlier = items.flatMap((item) => (item === undefined ? [] : [parseOnboarding.parse(item)]));
  return earlier.flatMap(({ project, alsoProjects = [] }) => [
    project,
    ...alsoProjects.map((one) => one.project),
  ]);
}
