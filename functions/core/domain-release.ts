import { readClaims } from "#core/claim-store";
import { isAtOrBelow } from "#core/domain-name";
import { parseEmailAddress } from "#core/email-address";
import type { Status } from "#core/lifecycle";
import type { Onboarding } from "#core/onboarding";
import type { Change } from "#core/onboarding-store";
import { type Project, projectNames, readProject } from "#core/project";
import { leftoverByWord } from "#core/release";
import type { Listing, Table } from "#core/table";

/** What becomes of a domain that an operator gives back; `needed`: what would break, so that nothing becomes of it. */
export type DomainRelease =
  | { readonly change: Change; readonly projects: readonly string[] }
  | { readonly needed: readonly string[] }
  | "released"
  | "nothing-made"
  | "under-way";

/** A domain whose machine runs, or may be redriven, is called off first. */
const RELEASABLE: readonly Status[] = ["ready", "cancelled", "expired"];

/** Gives back a domain that nothing sends from any more: its names are free, and what SES holds goes after a while. */
export async function releaseDomain(
  current: Onboarding,
  { now, by }: { readonly now: number; readonly by: string },
  { table, listing }: { readonly table: Pick<Table, "get">; readonly listing: Listing },
): Promise<DomainRelease> {
  const { onboardingId, identity, status } = current;
  if (current.closedBecause === "released") return "released";
  if (!RELEASABLE.includes(status)) return "under-way";
  if (current.dkim === undefined) return "nothing-made";
  const leftover = await leftoverByWord(table, onboardingId, now);
  if (leftover === undefined) return "released";
  const claims = await readClaims(table, identity);
  const others = claims.entries.filter(
    (entry) => entry.onboardingId !== onboardingId && isAtOrBelow(entry.name, identity),
  );
  const having = await projectsWith(identity, table, listing);
  const needed = [
    ...having.flatMap(({ current: project }) => addressesBy(identity, project)),
    ...others.map(({ name }) => name),
  ];
  if (needed.length > 0) return { needed };
  const isHeld = claims.entries.some((entry) => entry.onboardingId === onboardingId);
  return {
    projects: having.map(({ current: { project } }) => project),
    change: {
      ...(status === "ready" ? { transition: "release" } : {}),
      set: { closedBecause: "released" },
      event: { type: "domain_released", at: now, by },
      also: [
        leftover,
        ...(isHeld ? [claims.giveUp(onboardingId, now)] : []),
        ...having.map(({ current: { version: _read, ...project }, replaceWith }) =>
          replaceWith({ ...project, domains: project.domains.filter((one) => one.identity !== identity) }),
        ),
      ],
    },
  };
}

/** A customer's projects share its domains, and only the projects know which. */
async function projectsWith(identity: string, table: Pick<Table, "get">, listing: Listing) {
  const having = [];
  for await (const names of projectNames(listing)) {
    const read = await Promise.all(names.map((name) => readProject(table, name)));
    for (const { current, replaceWith } of read) {
      if (current?.domains.some((one) => one.identity === identity)) having.push({ current, replaceWith });
    }
  }
  return having;
}

/** The from addresses that nothing would cover without the identity. */
function addressesBy(identity: string, { project, domains, fromAddresses }: Project): string[] {
  const others = domains.filter((one) => one.identity !== identity);
  return fromAddresses
    .filter(({ address }) => {
      const domain = parseEmailAddress(address)?.domain ?? "";
      return isAtOrBelow(domain, identity) && !others.some((one) => isAtOrBelow(domain, one.identity));
    })
    .map(({ address }) => `${address} of ${project}`);
}
