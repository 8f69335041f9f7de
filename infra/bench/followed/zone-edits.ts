import type { PanelRecord } from "./panel.ts";
import type { Patient } from "./patient.ts";

/** Removes the records of a name, or those of one type. */
export function drop({ zone }: Patient, name: string, type?: string): void {
  zone.records = zone.records.filter((one) => one.name !== name || (type ?? one.type) !== one.type);
}

/** Adds records. */
export function put({ zone }: Patient, ...records: readonly PanelRecord[]): void {
  zone.records = [...zone.records, ...records];
}

/** Replaces the records of a name and type. */
export function set(patient: Patient, name: string, type: string, ...values: readonly string[]): void {
  drop(patient, name, type);
  put(patient, ...values.map((value) => ({ name, type, value })));
}
