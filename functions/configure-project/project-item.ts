import type { Onboarding } from "#core/onboarding";
import { readProject } from "#core/project";
import type { Put, Table } from "#core/table";

/** The write that makes an onboarding's domain part of its project; from addresses that it had there stay usable. */
export async function projectPut(table: Table, onboarding: Onboarding): Promise<Put> {
  const { project, owner, identity, mailFrom, onboardingId, fromAddresses } = onboarding;
  const { current, replaceWith } = await readProject(table, project);
  const before = current?.domains ?? [];
  const usable = before.find((domain) => domain.identity === identity)?.fromAddresses ?? [];
  const domains = [
    ...before.filter((domain) => domain.identity !== identity),
    { identity, mailFrom, onboardingId, fromAddresses: [...new Set([...usable, ...fromAddresses])] },
  ];
  return replaceWith({ platform: "ses", requesters: [], ...current, project, owner, domains });
}
