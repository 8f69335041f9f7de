import type { Patient } from "./patient.ts";

/** A mistake that people make. Two can be combined unless they share a part. */
export interface Mistake {
  readonly name: string;
  /** The records that it is about. */
  readonly parts: readonly string[];
  make(patient: Patient): void;
  /** How many causes it stacks upon each other; one, unless given. */
  readonly causes?: number;
}

/** Returns whether two mistakes can be combined. */
export function areCompatible(one: Mistake, other: Mistake): boolean {
  return one !== other && !one.parts.some((part) => other.parts.includes(part));
}
