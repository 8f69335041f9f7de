import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import type { Service } from "#core/publication/service";
import { type SurveyPorts, surveyPublication } from "#core/publication/survey";
import type { PublicationState } from "#core/records/publication-state";
import type { Table } from "#core/table";

/** What a function needs to check whether records can publish themselves. */
export interface PublicationPorts extends SurveyPorts {
  readonly service: Service;
}

/** Checks whether the records can publish themselves, and keeps the answer for the page if it changed. */
export async function notePublication(
  current: Onboarding,
  now: number,
  { table, publication }: { readonly table: Table; readonly publication?: PublicationPorts | undefined },
): Promise<void> {
  if (publication === undefined || !isAwaiting(current) || !isMissingRecords(current)) return;
  const { identity, records, publication: before } = current;
  const seen = await surveyPublication({ identity, records, service: publication.service }, publication, {
    before,
    now,
  });
  if (before !== undefined && textOf(before) === textOf(seen)) return;
  await changeOnboarding(table, current.onboardingId, () => ({ set: { publication: seen } }));
}

function isMissingRecords({ records, lastCheck }: Onboarding): boolean {
  return records.length > 0 && !(lastCheck?.records.every(({ state }) => state === "right") ?? false);
}

function textOf({ at: _, ...state }: PublicationState): string {
  return JSON.stringify(Object.entries(state).toSorted());
}
