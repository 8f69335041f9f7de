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

/** The write that makes an onboarding's domain part of its project; from addresses that it had there stay usable. */
export async function projectPut(table: Table, onboarding: Onboarding): Promise<Put> {
  const { project, owner, identity, mailFrom, onboardingId, fromAddresses } = onboarding;
  const key = { pk: `project#${project}`, sk: "project" };
  const item = await table.get(key);
  const current = item === undefined ? undefined : projectItem.parse(item);
  const before = current?.domains ?? [];
  const usable = before.find((domain) => domain.identity === identity)?.fromAddresses ?? [];
  const domains = [
    ...before.filter((domain) => domain.identity !== identity),
    { identity, mailFrom, onboardingId, fromAddresses: [...new Set([...usable, ...fromAddresses])] },
  ];
  return {
    item: { ...key, version: (current?.version ?? 0) + 1, project, owner, domains },
    expectedVersion: current?.version,
  };
}
