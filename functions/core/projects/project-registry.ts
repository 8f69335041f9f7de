import * as z from "zod";
import { TransientServiceError } from "#core/errors";
import { domainName } from "#core/names/domain-name";
import { emailAddress } from "#core/names/email-address";
import { identifier } from "#core/names/identifier";
import type { Put, Table } from "#core/table";
import { LANGUAGES } from "#core/words/languages";
import { type Project, projectKey, readProject } from "./project.ts";
import { projectConfiguration } from "./project-configuration.ts";

const WHOLE_DOMAIN = /^@/;

const requester = z.string().transform((text, context) => {
  const rule = WHOLE_DOMAIN.test(text) ? domainName : emailAddress;
  const { data } = rule.safeParse(text.replace(WHOLE_DOMAIN, ""));
  if (data !== undefined) return WHOLE_DOMAIN.test(text) ? `@${data}` : data;
  context.addIssue({
    code: "custom",
    message: "operators.fault.requester",
    input: text,
  });
  return z.NEVER;
});

/** The registry entry of a project, as an operator writes it. */
export const projectEntry = z.strictObject({
  owner: identifier,
  platform: z.enum(["ses", "other"], "operators.fault.ses-or-other").default("ses"),
  guideUrl: z.url({ protocol: /^https?$/, error: "operators.fault.guide-url" }).optional(),
  requesters: z.array(requester).max(100, "operators.fault.requesters").default([]),
  /** The project's configuration in SES, if it differs from the default. */
  configuration: projectConfiguration.optional(),
  /** The language of messages if a ticket names none. */
  language: z.enum(LANGUAGES).optional(),
});

/** The registry entry of a project, as an operator writes it. */
export type ProjectEntry = z.infer<typeof projectEntry>;

/** The author and the time of a change. */
interface Authorship {
  readonly now: number;
  readonly by: string;
}

/** A change of a project; changes are never modified. */
export const projectChange = z.object({
  at: z.number().int(),
  by: z.string(),
  type: z.enum(["put", "removed", "paused", "reinstated", "configured"]),
  entry: projectEntry.optional(),
  /** The reason that the operator gave. */
  because: z.string().optional(),
});

/** How often a write is tried when other writers come first. */
const TRIES = 10;

/** Writes the entry of a project; returns "in-use" if it has domains, because their owner can't change. */
export async function putProject(
  table: Table,
  name: string,
  entry: ProjectEntry,
  authorship: Authorship,
): Promise<"put" | "unchanged" | "in-use"> {
  return retryWrite(name, async () => {
    const { current, requestersBefore, replaceWith } = await readProject(table, name);
    if (current !== undefined && isSame(current, entry)) return "unchanged";
    if (current !== undefined && current.owner !== entry.owner && current.domains.length > 0) return "in-use";
    const { requesters: sent, owner } = entry;
    // A removed project that is registered again keeps its requesters, unless the entry names others.
    const requesters = sent.length > 0 ? sent : [...requestersBefore(owner)];
    const put = replaceWith({ ...partsOutsideEntry(current), ...entry, requesters, project: name });
    const isDone = await table.commit([put, changePut(name, put, { ...authorship, type: "put", entry })]);
    return isDone ? "put" : undefined;
  });
}

/** Removes a project from the registry; returns "in-use" if it has domains. */
export async function removeProject(
  table: Table,
  name: string,
  authorship: Authorship,
): Promise<"removed" | "unchanged" | "in-use"> {
  return retryWrite(name, async () => {
    const { current, replaceWith } = await readProject(table, name);
    if (current === undefined) return "unchanged";
    if (current.domains.length > 0) return "in-use";
    const put = replaceWith({ ...current, removedAt: authorship.now });
    const isDone = await table.commit([put, changePut(name, put, { ...authorship, type: "removed" })]);
    return isDone ? "removed" : undefined;
  });
}

/** Records that an operator paused or reinstated a project. */
export async function recordPause(
  table: Table,
  name: string,
  change: { readonly type: "paused" | "reinstated"; readonly because?: string | undefined },
  authorship: Authorship,
): Promise<"recorded" | "unchanged"> {
  const { type, because = "" } = change;
  return retryWrite(name, async () => {
    const { current, replaceWith } = await readProject(table, name);
    if (current === undefined || (type === "paused") === (current.paused !== undefined)) return "unchanged";
    const { paused: _before, ...rest } = current;
    const paused = { at: authorship.now, by: authorship.by, because };
    const put = replaceWith(type === "paused" ? { ...rest, paused } : rest);
    return (await table.commit([put, changePut(name, put, { ...authorship, ...change })]))
      ? "recorded"
      : undefined;
  });
}

/**
 * Records that an operator configured a project's domains in SES, with the new configuration set and tenant.
 */
export async function recordConfigured(
  table: Table,
  name: string,
  identities: readonly string[],
  through: Pick<Project["domains"][number], "configurationSet" | "tenant">,
  authorship: Authorship,
): Promise<"recorded" | "unchanged"> {
  return retryWrite(name, async () => {
    const { current, replaceWith } = await readProject(table, name);
    if (current === undefined) return "unchanged";
    const domains = current.domains.map((domain) => {
      if (!identities.includes(domain.identity)) return domain;
      const { configurationSet: _set, tenant: _tenant, ...rest } = domain;
      return { ...rest, ...through };
    });
    const put = replaceWith({ ...current, domains });
    const isDone = await table.commit([put, changePut(name, put, { ...authorship, type: "configured" })]);
    return isDone ? "recorded" : undefined;
  });
}

async function retryWrite<T>(name: string, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const outcome = await attempt();
    if (outcome !== undefined) return outcome;
  }
  throw new TransientServiceError(`The project ${name} was written by others ${TRIES} times in a row`);
}

function changePut(
  name: string,
  { item }: Put,
  { now, ...change }: Authorship & Omit<z.infer<typeof projectChange>, "at">,
): Put {
  const sk = `change#${String(item.version).padStart(8, "0")}`;
  return {
    item: { pk: projectKey(name).pk, sk, version: 1, at: now, ...change },
    expectedVersion: undefined,
  };
}

/** Returns the parts of a project that are not in its entry: those that onboardings wrote, and its pause. */
function partsOutsideEntry(current: Project | undefined) {
  const { domains = [], fromAddresses = [], refusedAddresses = [], removedAddresses = [] } = current ?? {};
  const paused = current?.paused;
  return { domains, fromAddresses, refusedAddresses, removedAddresses, ...(paused && { paused }) };
}

/** Compares fields in the order of the schema, because they can be sent in any order. */
function isSame(current: Project, entry: ProjectEntry): boolean {
  const { data } = projectEntry.safeParse({
    owner: current.owner,
    platform: current.platform,
    guideUrl: current.guideUrl,
    requesters: current.requesters,
    configuration: current.configuration,
    language: current.language,
  });
  return JSON.stringify(data) === JSON.stringify(entry);
}
