import * as z from "zod";
import { refusedAddress } from "#core/onboarding/refused-address";
import type { Key, Listing, Put, Table } from "#core/table";
import { fromAddress, removedAddress } from "./from-address.ts";
import { projectConfiguration } from "./project-configuration.ts";

/** A verified domain of a project. */
const projectDomain = z.object({
  identity: z.string(),
  /** Absent if it is ready without a custom one. */
  mailFrom: z.string().optional(),
  onboardingId: z.string(),
  /** The parts of SES that its mail goes through. */
  configurationSet: z.string().optional(),
  tenant: z.string().optional(),
  /** True if the deployer prefers rejected mail to mail with the MAIL FROM domain amazonses.com. */
  rejectsOnMxFailure: z.boolean().optional(),
});

/** A registered project: its owner, what it sends through, its known requesters, domains and from addresses. */
const project = z.object({
  version: z.number().int(),
  project: z.string(),
  owner: z.string(),
  /** The platform it sends through; only projects on SES are onboarded. */
  platform: z.enum(["ses", "other"]).default("ses"),
  /** The guide for the customers of a project that does not send through SES. */
  guideUrl: z.url().optional(),
  /** Addresses, or `@domain` for all addresses of a domain, whose requests need no approval. */
  requesters: z.array(z.string()).default([]),
  /** Its configuration in SES, where that differs from the default. */
  configuration: projectConfiguration.optional(),
  /** The language of messages, where a ticket names none. */
  language: z.string().optional(),
  domains: z.array(projectDomain).default([]),
  /** Since when its tenants may not send, because an operator said so. */
  paused: z.object({ at: z.number().int(), by: z.string(), because: z.string() }).optional(),
  /** When it was removed from the registry. */
  removedAt: z.number().int().optional(),
  /** The addresses that it may send from, one of them the default. */
  fromAddresses: z.array(fromAddress).default([]),
  /** Requested addresses that were refused. */
  refusedAddresses: z.array(refusedAddress).default([]),
  removedAddresses: z.array(removedAddress).default([]),
});

/** A project as the registry holds it. */
export type Project = z.infer<typeof project>;

/** A project as it is written. */
export type ProjectEntry = Omit<z.input<typeof project>, "version">;

/** Where a project lies in the table. */
export function projectKey(name: string): Key {
  return { pk: `project#${name}`, sk: "project" };
}

/** How many names are read at a time. */
const PAGE = 100;

/** The names of all projects that the registry knows, page by page; with `start`, those after that name. */
export async function* projectNames(listing: Listing, start?: string): AsyncGenerator<readonly string[]> {
  let after = start === undefined ? undefined : projectKey(start).pk;
  do {
    const page = await listing.list("project", { limit: PAGE, ...(after === undefined ? {} : { after }) });
    yield page.map(({ pk }) => pk.slice(projectKey("").pk.length));
    after = page.length < PAGE ? undefined : page.at(-1)?.pk;
  } while (after !== undefined);
}

/** A project with the write that replaces it. */
export interface ReadProject {
  /** `undefined` if the project is not registered. */
  readonly current: Project | undefined;
  /** Who could request for it before it was removed, if its owner is the same. */
  requestersBefore(owner: string): readonly string[];
  replaceWith(next: ProjectEntry): Put;
}

/** Reads all projects of the registry: only they know which of them share something in SES. */
export async function readAllProjects(table: Pick<Table, "get">, listing: Listing): Promise<Project[]> {
  const all = [];
  for await (const names of projectNames(listing)) {
    const read = await Promise.all(names.map((name) => readProject(table, name)));
    all.push(...read.flatMap(({ current }) => current ?? []));
  }
  return all;
}

/** Reads a project from the registry. */
export async function readProject(table: Pick<Table, "get">, name: string): Promise<ReadProject> {
  const item = await table.get(projectKey(name));
  const kept = item === undefined ? undefined : project.parse(item);
  const listed = (next: ProjectEntry) => (next.removedAt === undefined ? { listed: "project" } : {});
  return {
    current: kept?.removedAt === undefined ? kept : undefined,
    requestersBefore: (owner) =>
      kept?.removedAt !== undefined && kept.owner === owner ? kept.requesters : [],
    replaceWith: (next) => ({
      item: { ...projectKey(name), ...listed(next), ...next, version: (kept?.version ?? 0) + 1 },
      expectedVersion: kept?.version,
    }),
  };
}
