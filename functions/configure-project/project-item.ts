import { type Judged, withJudged } from "#core/from-addresses/address-list";
import type { Onboarding } from "#core/onboarding";
import { readProject } from "#core/project";
import type { Put, Table } from "#core/table";

/** The write that makes an onboarding's domain part of its project, with the from addresses that were asked for. */
export async function projectPut(
  table: Table,
  onboarding: Onboarding,
  judged: readonly Judged[],
  now: number,
): Promise<Put> {
  const { project, owner, identity, mailFrom, onboardingId } = onboarding;
  const { current, replaceWith } = await readProject(table, project);
  const others = (current?.domains ?? []).filter((domain) => domain.identity !== identity);
  const { fromAddresses = [], refusedAddresses = [], removedAddresses = [] } = current ?? {};
  const before = { fromAddresses, refusedAddresses, removedAddresses };
  const { lists } = withJudged(before, judged, { at: now, by: "sendworthy" });
  const domains = [...others, { identity, mailFrom, onboardingId }];
  return replaceWith({ platform: "ses", requesters: [], ...current, ...lists, project, owner, domains });
}
