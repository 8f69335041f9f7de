import * as z from "zod";
import { TransientServiceError } from "#core/errors";
import { domainName } from "#core/names/domain-name";
import { emailAddress } from "#core/names/email-address";
import { identifier } from "#core/names/identifier";
import type { Put, Table } from "#core/table";
import { type Project, projectKey, readProject } from "./project.ts";
import { projectConfiguration } from "./project-configuration.ts";

const EVERYBODY_THERE = /^@/;

const requester = z.string().transform((text, context) => {
  const rule = EVERYBODY_THERE.test(text) ? domainName : emailAddress;
  const { data } = rule.safeParse(text.replace(EVERYBODY_THERE, ""));
  if (data !== undefined) return EVERYBODY_THERE.test(text) ? `@${data}` : data;
  context.addIssue({
    code: "custom",
    message: "an address, or @ and a domain for every address there",
    input: text,
  });
  return z.NEVER;
});

/** What an operator says of a project. */
export const projectEntry = z.strictObject({
  owner: identifier,
  platform: z.enum(["ses", "other"], "ses or other").default("ses"),
  guideUrl: z.url({ protocol: /^https?$/, error: "an http or https URL" }).optional(),
  requesters: z.array(requester).max(100, "at most 100 requesters").default([]),
  /** What it is to have in SES, beyond the deployment's defaults. */
  configuration: projectConfiguration.optional(),
});

/** What an operator says of a project. */
export type ProjectEntry = z.infer<typeof projectEntry>;

/** Who does something to the registry, and when. */
interface Act {
  readonly now: number;
  readonly by: string;
}

/** A change of a project, append only. */
export const projectChange = z.object({
  at: z.number().int(),
  by: z.string(),
  type: z.enum(["put", "removed"]),
  entry: projectEntry.optional(),
});

/** How often a write is tried again because another writer was faster. */
const TRIES = 10;

/** Makes the registry say this of a project; `"in-use"`: it has domains, which are their owner's. */
export async function putProject(
  table: Table,
  name: string,
  entry: ProjectEntry,
  act: Act,
): Promise<"put" | "unchanged" | "in-use"> {
  return decided(name, async () => {
    const { current, replaceWith } = await readProject(table, name);
    if (current !== undefined && isSame(current, entry)) return "unchanged";
    if (current !== undefined && current.owner !== entry.owner && current.domains.length > 0) return "in-use";
    const put = replaceWith({ ...gainedBy(current), ...entry, project: name });
    const isDone = await table.commit([put, changePut(name, put, { ...act, type: "put", entry })]);
    return isDone ? "put" : undefined;
  });
}

/** Takes a project out of the registry; `"in-use"`: it has domains. */
export async function removeProject(
  table: Table,
  name: string,
  act: Act,
): Promise<"removed" | "unchanged" | "in-use"> {
  return decided(name, async () => {
    const { current, replaceWith } = await readProject(table, name);
    if (current === undefined) return "unchanged";
    if (current.domains.length > 0) return "in-use";
    const put = replaceWith({ ...current, removedAt: act.now });
    const isDone = await table.commit([put, changePut(name, put, { ...act, type: "removed" })]);
    return isDone ? "removed" : undefined;
  });
}

async function decided<T>(name: string, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const outcome = await attempt();
    if (outcome !== undefined) return outcome;
  }
  throw new TransientServiceError(`The project ${name} was written by others ${TRIES} times in a row`);
}

function changePut(
  name: string,
  { item }: Put,
  { now, ...change }: Act & Omit<z.infer<typeof projectChange>, "at">,
): Put {
  const sk = `change#${String(item.version).padStart(8, "0")}`;
  return {
    item: { pk: projectKey(name).pk, sk, version: 1, at: now, ...change },
    expectedVersion: undefined,
  };
}

/** What a project has come to have by its onboardings: no operator says it. */
function gainedBy(current: Project | undefined) {
  const { domains = [], fromAddresses = [], refusedAddresses = [], removedAddresses = [] } = current ?? {};
  return { domains, fromAddresses, refusedAddresses, removedAddresses };
}

/** In the order that the schema gives them, whatever was sent. */
function isSame(current: Project, entry: ProjectEntry): boolean {
  const { data } = projectEntry.safeParse({
    owner: current.owner,
    platform: current.platform,
    guideUrl: current.guideUrl,
    requesters: current.requesters,
    configuration: current.configuration,
  });
  return JSON.stringify(data) === JSON.stringify(entry);
}
