import { readClaims } from "#core/claims/claim-store";
import { isAtOrBelow } from "#core/names/domain-name";
import { parseEmailAddress } from "#core/names/email-address";
import { scheduleCleanupByOperator } from "#core/onboarding/changes/identity-cleanup";
import type { Status } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import type { Listing, Table } from "#core/table";
import { type Project, projectNames, readProject } from "./project.ts";

/**
 * The result of an operator's release of a domain; `needed` lists what still needs the domain, which is then
 * not released.
 */
export type DomainRelease =
  | { readonly change: Change; readonly projects: readonly string[] }
  | { readonly needed: readonly string[] }
  | "released"
  | "nothing-made"
  | "under-way";

/**
 * The statuses in which a domain can be released. A domain whose execution runs, or may be redriven, must be
 * cancelled first.
 */
const RELEASABLE: readonly Status[] = ["ready", "cancelled", "expired"];

/**
 * Releases a domain from which nothing is sent any more: its names become free, and its identity is deleted
 * later.
 */
export async function releaseDomain(
  current: Onboarding,
  { now, by }: { readonly now: number; readonly by: string },
  { table, listing }: { readonly table: Pick<Table, "get">; readonly listing: Listing },
): Promise<DomainRelease> {
  const { onboardingId, identity, owner, status } = current;
  if (current.closedBecause === "released") return "released";
  if (!RELEASABLE.includes(status)) return "under-way";
  if (current.dkim === undefined) return "nothing-made";
  const cleanup = await scheduleCleanupByOperator(table, onboardingId, now);
  if (cleanup === undefined) return "released";
  const claims = await readClaims(table, identity);
  const others = claims.entries.filter(
    (entry) => entry.onboardingId !== onboardingId && isAtOrBelow(entry.name, identity),
  );
  const projects = await projectsOf(owner, table, listing);
  const needed = [
    ...projects.flatMap(({ current: project }) => addressesAt(identity, project)),
    ...others.map(({ name }) => name),
  ];
  if (needed.length > 0) return { needed };
  const isHeld = claims.entries.some((entry) => entry.onboardingId === onboardingId);
  const isOf = ({ domains }: Project) => domains.some((one) => one.identity === identity);
  return {
    projects: projects.flatMap(({ current: project }) => (isOf(project) ? [project.project] : [])),
    change: {
      ...(status === "ready" ? { transition: "release" } : {}),
      set: { closedBecause: "released" },
      event: { type: "domain_released", at: now, by },
      also: [
        cleanup,
        ...(isHeld ? [claims.giveUp(onboardingId, now)] : []),
        // All projects are written; the transaction fails if one of them gets a from address there meanwhile.
        ...projects.map(({ current: { version: _read, ...project }, replaceWith }) =>
          replaceWith({ ...project, domains: project.domains.filter((one) => one.identity !== identity) }),
        ),
      ],
    },
  };
}

/**
 * Any project of an owner may send from the owner's domains, and only the projects record which of them do.
 */
async function projectsOf(owner: string, table: Pick<Table, "get">, listing: Listing) {
  const own = [];
  for await (const names of projectNames(listing)) {
    const read = await Promise.all(names.map((name) => readProject(table, name)));
    for (const { current, replaceWith } of read)
      if (current?.owner === owner) own.push({ current, replaceWith });
  }
  return own;
}

/** Returns the project's from addresses at or below the identity. */
function addressesAt(identity: string, { project, fromAddresses }: Project): string[] {
  return fromAddresses
    .filter(({ address }) => isAtOrBelow(parseEmailAddress(address)?.domain ?? "", identity))
    .map(({ address }) => `${address} of ${project}`);
}
