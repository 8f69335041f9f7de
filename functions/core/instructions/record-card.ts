import { isBelow } from "#core/names/domain-name";
import { registrableDomain } from "#core/names/registrable-domain";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { AdvisedRecord, PublishedRecord } from "#core/records/advised-record";
import type { CheckedRecord, StoredFinding } from "#core/records/last-check";
import type { RequiredRecord } from "#core/records/required-records";

/** A record with the fields that a DNS panel requires, and with its state at the last check. */
export interface RecordCard<Kind extends PublishedRecord = PublishedRecord> {
  /** Its position among all records, from 1. */
  readonly number: number;
  /** Its position among the records of its purpose, from 1. */
  readonly which: number;
  readonly record: Kind;
  /** The zone that holds the record, if it is known; otherwise the most likely one. */
  readonly zone: string;
  /**
   * True if the zone is not the registrable domain, for example a delegated subdomain; `host` is relative to
   * the zone.
   */
  readonly isElsewhere: boolean;
  /** The name relative to the zone, because most panels append the zone. */
  readonly host: string;
  /** The result of the last check; `undefined` if the record was changed afterwards. */
  readonly checked: CheckedRecord | undefined;
  /** The findings of the last check about this record. */
  readonly findings: readonly StoredFinding[];
}

/** Returns the zone that most likely holds the records: DNS panels list registrable domains. */
export function likelyZone({ identity }: Pick<Onboarding, "identity">): string {
  return registrableDomain(identity) ?? identity;
}

/** Returns the required records of an onboarding, in the order in which to add them. */
export function recordCards(onboarding: Onboarding): RecordCard<RequiredRecord>[] {
  return onboarding.records.map((record, index) => {
    const checked = onboarding.lastCheck?.records.find(({ record: seen }) => isSame(seen, record));
    const zone = checked?.place?.zone ?? likelyZone(onboarding);
    const findings =
      checked === undefined ? [] : (onboarding.lastCheck?.findings ?? []).filter(isAbout(record));
    const host = checked?.place?.host ?? hostIn(zone, record.name);
    const alike = onboarding.records.slice(0, index).filter(({ purpose }) => purpose === record.purpose);
    const isElsewhere = zone !== likelyZone(onboarding);
    const corrected = { ...record, value: correctedValue(record, findings) };
    const number = index + 1;
    return { number, which: alike.length + 1, record: corrected, zone, isElsewhere, host, checked, findings };
  });
}

/** The optional record with its state: to be added, or already published as advised. */
export type AdvisedCard = RecordCard<AdvisedRecord> & { readonly state: "offered" | "right" };

/**
 * Returns the optional record, which follows the required ones; `undefined` if it is not needed, or if that
 * is not known.
 */
export function advisedCard(onboarding: Onboarding): AdvisedCard | undefined {
  const { advised, records, lastCheck } = onboarding;
  if (advised?.state !== "offered" && advised?.state !== "right") return undefined;
  const { record, state } = advised;
  const zones = (lastCheck?.records ?? []).flatMap(({ place }) => place?.zone ?? []);
  const above = zones.filter((zone) => isBelow(record.name, zone));
  const zone = above.toSorted((one, other) => other.length - one.length)[0] ?? likelyZone(onboarding);
  return {
    ...{ number: records.length + 1, which: 1, record, state, zone },
    isElsewhere: zone !== likelyZone(onboarding),
    host: hostIn(zone, record.name),
    checked: undefined,
    findings: [],
  };
}

/** Returns all records that can be published, the optional one last. */
export function publishableCards(onboarding: Onboarding): readonly RecordCard[] {
  const optional = advisedCard(onboarding);
  return [...recordCards(onboarding), ...(optional === undefined ? [] : [optional])];
}

/** True for the record that a customer may leave out. */
export function isOptional({ purpose }: PublishedRecord): boolean {
  return purpose === "dmarc";
}

/**
 * Returns the value to enter now. A correction may keep other senders that the required value would remove.
 */
function correctedValue({ name, type, value }: RequiredRecord, findings: readonly StoredFinding[]): string {
  const edits = findings.flatMap((finding) => finding.edits);
  const own = edits.find(
    (edit) =>
      edit.name === name && edit.type === type && (edit.action === "add" || edit.action === "replace"),
  );
  return own?.value ?? value;
}

function hostIn(zone: string, name: string): string {
  if (name === zone) return "@";
  return isBelow(name, zone) ? name.slice(0, -(zone.length + 1)) : name;
}

/** A check of an earlier version of the record does not apply to the present one. */
function isSame(seen: RequiredRecord, record: RequiredRecord): boolean {
  return seen.name === record.name && seen.type === record.type && seen.value === record.value;
}

function isAbout({ name, type }: RequiredRecord): (finding: StoredFinding) => boolean {
  return ({ records }) => records.some((one) => one.name === name && one.type === type);
}
