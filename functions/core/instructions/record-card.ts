import { isBelow } from "#core/names/domain-name";
import { registrableDomain } from "#core/names/registrable-domain";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { CheckedRecord, StoredFinding } from "#core/records/last-check";
import type { RequiredRecord } from "#core/records/required-records";

/** A required record as a DNS panel asks for it, field by field, with how it looked at the last look. */
export interface RecordCard {
  /** Its place among all of them, from 1. */
  readonly number: number;
  /** Its place among those of its purpose, from 1. */
  readonly which: number;
  readonly record: RequiredRecord;
  /** Where it belongs, as far as it is known. */
  readonly zone: string;
  /** True for a zone other than the likely one, as of a delegated name: its host means something else elsewhere. */
  readonly isElsewhere: boolean;
  /** The name relative to the zone: most panels add the zone by themselves. */
  readonly host: string;
  /** `undefined` until there was a look at exactly this record. */
  readonly look: CheckedRecord | undefined;
  /** What that look found about it. */
  readonly findings: readonly StoredFinding[];
}

/** The zone that the records most likely go into: what was registered is what panels list. */
export function likelyZone({ identity }: Pick<Onboarding, "identity">): string {
  return registrableDomain(identity) ?? identity;
}

/** The required records of an onboarding, in the order to add them. */
export function recordCards(onboarding: Onboarding): RecordCard[] {
  return onboarding.records.map((record, index) => {
    const look = onboarding.lastCheck?.records.find(({ record: seen }) => isSame(seen, record));
    const zone = look?.place?.zone ?? likelyZone(onboarding);
    const findings = look === undefined ? [] : (onboarding.lastCheck?.findings ?? []).filter(isAbout(record));
    const host = look?.place?.host ?? hostIn(zone, record.name);
    const alike = onboarding.records.slice(0, index).filter(({ purpose }) => purpose === record.purpose);
    const isElsewhere = zone !== likelyZone(onboarding);
    return { number: index + 1, which: alike.length + 1, record, zone, isElsewhere, host, look, findings };
  });
}

function hostIn(zone: string, name: string): string {
  if (name === zone) return "@";
  return isBelow(name, zone) ? name.slice(0, -(zone.length + 1)) : name;
}

/** A look at the record before it was amended says nothing of the record as it is now. */
function isSame(seen: RequiredRecord, record: RequiredRecord): boolean {
  return seen.name === record.name && seen.type === record.type && seen.value === record.value;
}

function isAbout({ name, type }: RequiredRecord): (finding: StoredFinding) => boolean {
  return ({ record }) => record?.name === name && record.type === type;
}
