import type { LocalDesk } from "./local-desk.ts";
import * as vendors from "./vendors.ts";

const LOCAL_DESKS: ReadonlyMap<string, LocalDesk> = new Map(Object.entries(vendors));

/** The names of the simulated help desks. */
export const DESKS: readonly string[] = [...LOCAL_DESKS.keys()];

/** Returns the local help desk of this name. */
export function localDesk(name: string): LocalDesk {
  const desk = LOCAL_DESKS.get(name);
  if (desk === undefined) throw new Error(`The local cloud simulates no help desk ${name}`);
  return desk;
}
