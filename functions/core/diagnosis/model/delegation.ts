import type { Observation, RecordType, ServerAnswer } from "#core/dns/observation";
import type { Edit, Reason } from "#core/records/correction";
import type { DiagnosisContext } from "./diagnosis-context.ts";

/** The lists of the zone's name servers at the registrar and in the zone itself. */
export interface ServerLists {
  readonly zone: string;
  readonly above: readonly string[];
  readonly own: readonly string[];
}

/** Returns both lists, if the zone above answered. */
export function listsOf({ seen, registrable }: DiagnosisContext): ServerLists | undefined {
  const observed = seen
    .all()
    .find(({ zone, delegation }) => zone === registrable && delegation !== undefined);
  const { above, own = [] } = observed?.delegation ?? {};
  if (above?.answer.kind !== "records") return undefined;
  return { zone: registrable, above: above.answer.values, own };
}

/** Returns the registrar's list among the answers for NS records: those of the domain in the zone above. */
export function listAbove(type: RecordType, observation: Observation | undefined): readonly ServerAnswer[] {
  const above = type === "NS" ? observation?.delegation?.above : undefined;
  return above === undefined ? [] : [above];
}

/** Returns whether both lists hold the same servers, as far as they are known. */
export function haveSameServers(lists: ServerLists | undefined): boolean {
  return lists === undefined || new Set(lists.above).symmetricDifference(new Set(lists.own)).size === 0;
}

/** Changes the list at the registrar: the NS records of the domain in the zone above. */
export function atRegistrar(action: "add" | "remove", zone: string, server: string, because: Reason): Edit {
  const [hostInZone = ""] = zone.split(".", 1);
  return {
    ...{ action, type: "NS", name: zone, zone: zone.slice(hostInZone.length + 1), hostInZone },
    ...{ value: server, because },
  };
}
