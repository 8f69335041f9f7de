import * as z from "zod";
import { identifier } from "#core/names/identifier";
import { refusedAddress } from "#core/onboarding/refused-address";
import type { Key, Listing, Put, Table } from "#core/table";
import { fromAddress, removedAddress } from "./from-address.ts";
import { projectConfiguration } from "./project-configuration.ts";

/** A verified domain of a project. */
const projectDomain = z.object({
  identity: z.string(),
  /** Absent if the domain is ready without a custom MAIL FROM domain. */
  mailFrom: z.string().optional(),
  onboardingId: z.string(),
  /** The configuration set and the tenant with which its mail is sent. */
  configurationSet: z.string().optional(),
  tenant: z.string().optional(),
  /**
   * True if the deployer wants mail to be rejected rather than sent with amazonses.com as MAIL FROM domain.
   */
  rejectsOnMxFailure: z.boolean().optional(),
});

/** A registered project: its owner, sending platform, known requesters, domains and from addresses. */
const project = z.object({
  version: z.number().int(),
  project: z.string(),
  owner: z.string(),
  /** The sending platform; only projects on SES are onboarded. */
  platform: z.enum(["ses", "other"]).default("ses"),
  /** The guide for the customers of a project that does not send through SES. */
  guideUrl: z.url().optional(),
  /** The requesters who need no approval: addresses, or `@domain` for all addresses of a domain. */
  requesters: z.array(z.string()).default([]),
  /** The project's configuration in SES, if it differs from the default. */
  configuration: projectConfiguration.optional(),
  /** The language of messages if a ticket names none. */
  language: z.string().optional(),
  domains: z.array(projectDomain).default([]),
  /** Present while an operator has paused the project's tenants. */
  paused: z.object({ at: z.number().int(), by: z.string(), because: z.string() }).optional(),
  /** When it was removed from the registry. */
  removedAt: z.number().int().optional(),
  /** The addresses from which it may send; one of them is the default. */
  fromAddresses: z.array(fromAddress).default([]),
  /** The requested addresses that were refused. */
  refusedAddresses: z.array(refusedAddress).default([]),
  removedAddresses: z.array(removedAddress).default([]),
});

/** A project as it is stored in the registry. */
export type Project = z.infer<typeof project>;

/** The input from which a project is stored. */
export type ProjectEntry = Omit<z.input<typeof project>, "version">;

/** Returns the key of a project. */
export function projectKey(name: string): Key {
  return { pk: `project#${name}`, sk: "project" };
}

/** The number of names that are read at a time. */
const PAGE = 100;

/** Reads the names of all registered projects, page by page; with `start`, only names after that one. */
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
  /** Returns the requesters from before its removal, if the owner is the same. */
  requestersBefore(owner: string): readonly string[];
  replaceWith(next: ProjectEntry): Put;
}

/** Reads all registered projects, because only these show what projects share in SES. */
export async function readAllProjects(table: Pick<Table, "get">, listing: Listing): Promise<Project[]> {
  const all = [];
  for await (const names of projectNames(listing)) {
    const read = await Promise.all(names.map((name) => readProject(table, name)));
    all.push(...read.flatMap(({ current }) => current ?? []));
  }
  return all;
}

/**
 * Reads a project from the registry. Text that cannot be a project's name, such as a long one in a path, is
 * not looked up, because DynamoDB refuses long keys.
 */
export async function readProject(table: Pick<Table, "get">, name: string): Promise<ReadProject> {
  const item = identifier.safeParse(name).success ? await table.get(projectKey(name)) : undefined;
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
