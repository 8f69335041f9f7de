import type { SoaAnswer } from "dns-packet";
import { isAtOrBelow, selfAndAncestors } from "./name.ts";
import type { ZoneRecord } from "./zone-data.ts";

/** The records of one zone by owner name. */
export interface Zone {
  readonly name: string;
  readonly soa: SoaAnswer;
  /** Every name that exists; empty non-terminals (RFC 4592 §2.2.2) have no record. */
  readonly nodes: ReadonlyMap<string, readonly ZoneRecord[]>;
}

/** The answer of a zone for one name and type. */
export type ZoneAnswer =
  | { readonly kind: "records"; readonly records: readonly ZoneRecord[] }
  | { readonly kind: "alias"; readonly records: readonly ZoneRecord[] }
  | { readonly kind: "referral"; readonly records: readonly ZoneRecord[] }
  | { readonly kind: "no-data" }
  | { readonly kind: "no-name" };

/** Builds a zone from its records, whose owners are at or below the owner of the SOA. */
export function buildZone(soa: SoaAnswer, records: readonly ZoneRecord[]): Zone {
  const nodes = new Map<string, ZoneRecord[]>();
  for (const record of records) {
    for (const name of selfAndAncestors(record.name)) {
      if (isAtOrBelow(name, soa.name) && !nodes.has(name)) nodes.set(name, []);
    }
    nodes.get(record.name)?.push(record);
  }
  return { name: soa.name, soa, nodes };
}

/** Returns the records of one type at one name, without following aliases, wildcards or delegations. */
export function recordsAt(zone: Zone, name: string, type: string): readonly ZoneRecord[] {
  return (zone.nodes.get(name) ?? []).filter((record) => record.type === type);
}

/** Looks a name up in its zone: RFC 1034 §4.3.2 step 3, wildcards by RFC 4592. */
export function lookUp(zone: Zone, name: string, type: string): ZoneAnswer {
  const path = selfAndAncestors(name).filter((step) => isAtOrBelow(step, zone.name));
  for (const step of path.slice(0, -1).reverse()) {
    const records = recordsAt(zone, step, "NS");
    // At a zone cut the parent answers for DS: RFC 4035 §3.1.4.1
    if (records.length > 0 && !(type === "DS" && step === name)) return { kind: "referral", records };
  }
  const node = zone.nodes.get(name);
  if (node !== undefined) return fromNode(node, type);
  const encloser = path.find((step) => zone.nodes.has(step)) ?? zone.name;
  const wildcard = zone.nodes.get(encloser === "." ? "*" : `*.${encloser}`);
  if (wildcard === undefined) return { kind: "no-name" };
  return fromNode(
    wildcard.map((record) => ({ ...record, name })),
    type,
  );
}

function fromNode(node: readonly ZoneRecord[], type: string): ZoneAnswer {
  // RFC 8482 §4.1: ANY is answered with one RRset of the name
  const wanted = type === "ANY" ? node[0]?.type : type;
  const alias = node.filter((record) => record.type === "CNAME");
  if (alias.length > 0 && wanted !== "CNAME") return { kind: "alias", records: alias };
  const records = node.filter((record) => record.type === wanted);
  return records.length > 0 ? { kind: "records", records } : { kind: "no-data" };
}
