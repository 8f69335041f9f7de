import type { Patient } from "./patient.ts";

/** A mistake that people make. Two mistakes can be combined unless they affect the same part. */
export interface Mistake {
  readonly name: string;
  /** The records that it affects. */
  readonly parts: readonly string[];
  make(patient: Patient): void;
  /** The number of causes that it combines; one by default. */
  readonly causes?: number;
}

/** Returns whether two mistakes can be combined. */
export function areCompatible(one: Mistake, other: Mistake): boolean {
  return one !== other && !one.parts.some((part) => other.parts.includes(part));
}
