import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import { isRoute53 } from "#core/publication/route-53";
import { type SurveyPorts, surveyPublication } from "#core/publication/survey";
import type { PublicationState } from "#core/records/publication-state";
import type { Table } from "#core/table";

/**
 * Determines whether the records can be published automatically, and stores the result for the page if it
 * changed.
 */
export async function notePublication(
  current: Onboarding,
  now: number,
  { table, publication }: { readonly table: Table; readonly publication?: SurveyPorts | undefined },
): Promise<void> {
  if (publication === undefined || !isAwaiting(current) || !isMissingRecords(current)) return;
  const { publication: before } = current;
  const nameServers = knownNameServers(current);
  const hasNoWay = publication.domainConnect === undefined && !isRoute53(nameServers);
  if (hasNoWay && before?.provider === undefined) return;
  const seen = await surveyPublication({ ...current, nameServers }, publication, { before, now });
  if (before !== undefined && textOf(before) === textOf(seen)) return;
  await changeOnboarding(table, current.onboardingId, () => ({ set: { publication: seen } }));
}

/** Returns the name servers that hold the records, as last observed. */
export function knownNameServers({ lastCheck, snapshot }: Onboarding): readonly string[] {
  return lastCheck?.records[0]?.place?.nameServers ?? snapshot?.nameServers ?? [];
}

function isMissingRecords({ records, lastCheck }: Onboarding): boolean {
  return records.length > 0 && !(lastCheck?.records.every(({ state }) => state === "right") ?? false);
}

function textOf({ at: _, ...state }: PublicationState): string {
  return JSON.stringify(Object.entries(state).toSorted());
}
