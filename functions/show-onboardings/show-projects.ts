import * as z from "zod";
import { identifier } from "#core/names/identifier";
import { driftOf } from "#core/projects/configuration/drift";
import { type AddressView, addressViews } from "#core/projects/from-addresses/address-view";
import { type Project, projectKey, readProject } from "#core/projects/project";
import { projectChange } from "#core/projects/project-registry";
import type { TenantStates } from "#core/projects/tenant-sending";
import { faultsOf } from "#core/tickets/fault";
import type { HttpRequest } from "#platform/http/http-handler";
import {
  isoTime,
  operatorsAnswer,
  operatorsFaults,
  unknownToOperators,
} from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { ShowOnboardingsDeps } from "./deps.ts";
import { pageLimit } from "./page-limit.ts";

const query = z.strictObject({ limit: pageLimit, after: identifier.optional() });

/** The most tenants that are read, because SES allows about one call a second. */
const MOST_TENANTS = 5;

const PREFIX = projectKey("").pk;

/** `GET /projects`: lists the registry by name. */
export async function listProjects(
  sent: HttpRequest["query"],
  { table, listing }: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  const read = query.safeParse(sent);
  if (!read.success) return operatorsFaults(faultsOf(read.error, sent));
  const { limit, after } = read.data;
  const page = { limit, ...(after !== undefined && { after: projectKey(after).pk }) };
  const names = (await listing.list("project", page)).map(({ pk }) => pk.slice(PREFIX.length));
  const found = await Promise.all(names.map((name) => readProject(table, name)));
  const projects = found.flatMap(({ current }) => (current === undefined ? [] : [projectView(current)]));
  return operatorsAnswer({ projects, next: names.length < limit ? null : (names.at(-1) ?? null) });
}

/** `GET /projects/{project+}`: one project, with its changes by operators. */
export async function showProject(
  name: string,
  { table, trail, settings, tenants }: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  const { current } = await readProject(table, name);
  if (current === undefined) return unknownToOperators("project");
  const changes = (await trail.last(projectKey(name).pk, "change#")).map((item) => projectChange.parse(item));
  return operatorsAnswer({
    ...projectView(current),
    fromAddresses: (await addressViews(current, table)).map(addressInList),
    drift: driftOf(current, (await settings()).projects.defaults),
    tenants: await tenantViews(current, tenants),
    changes: changes.map(({ at, ...change }) => ({ at: isoTime(at), ...change })),
  });
}

/** Reads the present status of each tenant with which the project sends from SES. */
function tenantViews({ domains }: Project, tenants: TenantStates) {
  const names = [...new Set(domains.flatMap(({ tenant }) => tenant ?? []))].slice(0, MOST_TENANTS);
  return Promise.all(names.map(async (name) => ({ name, sending: await tenants.read(name) })));
}

function addressInList({ address, isDefault, state, words, alignment }: AddressView) {
  return { address, isDefault, state, words, dmarc: alignment.dmarc, checkedAt: isoTime(alignment.at) };
}

function projectView(current: Project) {
  const { project, owner, platform, guideUrl, language, requesters, configuration, domains, paused } =
    current;
  return {
    project,
    owner,
    platform,
    guideUrl: guideUrl ?? null,
    language: language ?? null,
    requesters,
    configuration: configuration ?? null,
    domains,
    paused: paused === undefined ? null : { ...paused, at: isoTime(paused.at) },
  };
}
