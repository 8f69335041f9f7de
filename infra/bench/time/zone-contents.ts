import type { RequiredRecord } from "#core/records/required-records";
import type { MistakeKind } from "./customer-model.ts";

/** What the name servers of a zone hold of the five records, or in their place. */
export interface Held {
  /** By type and name. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** All five are right. */
  readonly isRight: boolean;
  readonly isDkimRight: boolean;
  readonly isMxRight: boolean;
}

/** Nothing at all. */
export const ABSENT: Held = { values: new Map(), isRight: false, isDkimRight: false, isMxRight: false };

/** All five as they must be. */
export function published(records: readonly RequiredRecord[]): Held {
  return { values: valuesOf(records), isRight: true, isDkimRight: true, isMxRight: true };
}

/** All five as one of the usual mistakes makes them. */
export function mistaken(records: readonly RequiredRecord[], kind: MistakeKind, domain: string): Held {
  const isDkimRight = kind === "other-region" || kind === "spf-missing";
  const isMxRight = kind !== "other-region" && kind !== "name-doubled";
  return { values: valuesOf(spoilt(records, kind, domain)), isRight: false, isDkimRight, isMxRight };
}

/** All but the first of them: what a tidy-up of a zone leaves. */
export function withoutFirst({ values }: Held): Held {
  return { values: new Map([...values].slice(1)), isRight: false, isDkimRight: false, isMxRight: true };
}

function spoilt(records: readonly RequiredRecord[], kind: MistakeKind, domain: string): RequiredRecord[] {
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
