import { readProject } from "#core/projects/project";
import { type RequestOrigin, requestPermission } from "#core/projects/who-may-request";
import type { Table } from "#core/table";
import { allowedSuffixes, type DomainRules } from "#core/tickets/domain-rules";
import type { Fault } from "#core/tickets/fault";
import { type OnboardingRequest, readRequest } from "#core/tickets/onboarding-request";

/** The most errors that are listed: thousands would not fit into an item or a response. */
export const MOST_FAULTS = 50;

/** Reads a request, or lists all its errors at once, also those that only the registry shows. */
export async function readWholeRequest(
  data: Readonly<Record<string, unknown>>,
  origin: RequestOrigin,
  { table, readDomainRules }: { readonly table: Pick<Table, "get">; readDomainRules(): Promise<DomainRules> },
): Promise<{ readonly request: OnboardingRequest } | { readonly faults: readonly Fault[] }> {
  const read = readRequest(data, allowedSuffixes(await readDomainRules()));
  if ("request" in read) return read;
  const faults = [...read.faults, ...(await registryFaults(data, read.faults, origin, table))];
  return { faults: faults.slice(0, MOST_FAULTS) };
}

async function registryFaults(
  { project, owner }: Readonly<Record<string, unknown>>,
  faults: readonly Fault[],
  origin: RequestOrigin,
  table: Pick<Table, "get">,
): Promise<readonly Fault[]> {
  const isRead = !faults.some(({ field }) => field === "project" || field === "owner");
  if (!isRead || typeof project !== "string") return [];
  const { current } = await readProject(table, project);
  const said = { project, owner: typeof owner === "string" ? owner : undefined, requester: "" };
  const admitted = requestPermission(said, origin, current);
  return admitted.kind === "faults" ? admitted.faults : [];
}
