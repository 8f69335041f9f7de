import { readClaims } from "#core/claims/claim-store";
import { isUsedByOthers } from "#core/claims/claims";
import { expectedOf } from "#core/diagnosis/model/subject";
import type { DnsResolver, Observation } from "#core/dns/observation";
import { recordState } from "#core/dns/record-state";
import type { CleanupFacts } from "#core/onboarding/changes/decide-cleanup";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { RequiredRecord } from "#core/records/required-records";
import type { Table } from "#core/table";
import type { ReleaseDeps } from "./deps.ts";

/** True if another onboarding sends with the identity. */
export async function isInUse({ identity, onboardingId }: Onboarding, table: Table): Promise<boolean> {
  const { entries } = await readClaims(table, identity);
  return isUsedByOthers(entries, onboardingId, identity);
}

/**
 * Reads whether a DKIM record is published. Any record at one of the names counts; the lack of an answer
 * proves nothing.
 */
export async function readDkimPublished(
  { records }: Onboarding,
  resolver: DnsResolver,
): Promise<NonNullable<CleanupFacts["dkimPublished"]>> {
  const observations = await ask(
    records.filter(({ purpose }) => purpose === "dkim"),
    resolver,
  );
  if (observations.some(isPresent)) return "yes";
  return observations.every(isAbsent) ? "no" : "unknown";
}

/** Reads the identity from SES, if the budget has a free slot now. */
export async function readSes(
  { identity }: Onboarding,
  now: number,
  { budget, identities }: Pick<ReleaseDeps, "budget" | "identities">,
): Promise<NonNullable<CleanupFacts["ses"]>> {
  if ((await budget.take(now)) > now) return "no-slot";
  return (await identities.find(identity)) ?? "absent";
}

/** Returns the issued records that are still published. */
export async function staleRecords(
  { records }: Onboarding,
  resolver: DnsResolver,
): Promise<{ readonly name: string; readonly type: string }[]> {
  const observations = await ask(records, resolver);
  return records.flatMap((record, index) => {
    const observation = observations[index];
    const isLeft = observation && recordState(expectedOf(record), observation).state === "right";
    return isLeft ? [{ name: record.name, type: record.type }] : [];
  });
}

async function ask(
  records: readonly RequiredRecord[],
  resolver: DnsResolver,
): Promise<readonly Observation[]> {
  const session = resolver.open();
  try {
    return await session.ask(records.map(({ name, type }) => ({ name, type })));
  } finally {
    session.end();
  }
}

function isPresent({ authoritative, aliases }: Observation): boolean {
  return aliases.length > 0 || authoritative.some(({ answer }) => answer.kind === "records");
}

function isAbsent({ authoritative, zoneExists }: Observation): boolean {
  const answers = authoritative.map(({ answer }) => answer.kind);
  return zoneExists === "no" || (answers.includes("absent") && !answers.includes("records"));
}
