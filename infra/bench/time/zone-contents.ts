import type { RequiredRecord } from "#core/records/required-records";
import type { MistakeKind } from "./customer-model.ts";

/** The part of a zone's contents that concerns the five records. */
export interface Held {
  /** The values by type and name. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** True if all five records are right. */
  readonly isRight: boolean;
  readonly isDkimRight: boolean;
  readonly isMxRight: boolean;
}

/** A zone without any of the records. */
export const ABSENT: Held = { values: new Map(), isRight: false, isDkimRight: false, isMxRight: false };

/** Returns a zone with all five records right. */
export function published(records: readonly RequiredRecord[]): Held {
  return { values: valuesOf(records), isRight: true, isDkimRight: true, isMxRight: true };
}

/** Returns a zone with only this many of its records. */
export function partly({ values, isDkimRight, isMxRight }: Held, count: number): Held {
  const kept = new Map([...values].slice(0, count));
  return {
    values: kept,
    isRight: false,
    isDkimRight: isDkimRight && countOf(kept, "CNAME") === countOf(values, "CNAME"),
    isMxRight: isMxRight && countOf(kept, "MX") === countOf(values, "MX"),
  };
}

/** Returns a zone with one of the usual mistakes. */
export function mistaken(records: readonly RequiredRecord[], kind: MistakeKind, domain: string): Held {
  const isDkimRight = kind === "other-region" || kind === "spf-missing";
  const isMxRight = kind !== "other-region" && kind !== "name-doubled";
  return { values: valuesOf(withMistake(records, kind, domain)), isRight: false, isDkimRight, isMxRight };
}

/** Returns a zone without its first record, as after a clean-up. */
export function withoutFirst({ values }: Held): Held {
  return { values: new Map([...values].slice(1)), isRight: false, isDkimRight: false, isMxRight: true };
}

function withMistake(
  records: readonly RequiredRecord[],
  kind: MistakeKind,
  domain: string,
): RequiredRecord[] {
  switch (kind) {
    case "name-doubled":
      return records.map((record) => ({ ...record, name: `${record.name}.${domain}` }));
    case "one-missing":
      return records.slice(1);
    case "domain-appended":
      return records.map((record) =>
        record.type === "CNAME" ? { ...record, value: `${record.value}.${domain}` } : record,
      );
    case "other-region":
      return records.map((record) =>
        record.type === "MX" ? { ...record, value: "feedback-smtp.us-east-1.amazonses.com" } : record,
      );
    case "spf-missing":
      return records.filter(({ type }) => type !== "TXT");
  }
}

function valuesOf(records: readonly RequiredRecord[]): Map<string, string[]> {
  return new Map(
    records.map(({ type, name, value, priority }) => [
      `${type} ${name}`,
      [type === "MX" ? `${priority ?? 10} ${value}` : value],
    ]),
  );
}

function countOf(values: Held["values"], type: string): number {
  return [...values.keys()].filter((key) => key.startsWith(`${type} `)).length;
}
