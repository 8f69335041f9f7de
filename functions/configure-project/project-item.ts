import { z } from "zod";
import type { Onboarding } from "#core/onboarding";
import type { Put, Table } from "#core/table";

const projectDomain = z.object({
  identity: z.string(),
  mailFrom: z.string(),
  onboardingId: z.string(),
  fromAddresses: z.array(z.string()),
});

const projectItem = z.object({
  version: z.number().int(),
  project: z.string(),
  owner: z.string(),
  domains: z.array(projectDomain),
});

/** The write that makes an onboarding's domain part of its project, in place of what it was before. */
export async function projectPut(table: Table, onboarding: Onboarding): Promise<Put> {
  const { project, owner, identity, mailFrom, onboardingId, fromAddresses } = onboarding;
  const key = { pk: `project#${project}`, sk: "project" };
  const item = await table.get(key);
  const current = item === undefined ? undefined : projectItem.parse(item);
  const others = (current?.domains ?? []).filter((domain) => domain.identity !== identity);
  const domains = [...others, { identity, mailFrom, onboardingId, fromAddresses }];
  return {
    item: { ...key, version: (current?.version ?? 0) + 1, project, owner, domains },
    expectedVersion: current?.version,
  };
}
