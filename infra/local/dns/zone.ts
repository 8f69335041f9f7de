import { isDeepStrictEqual } from "node:util";
import type { SoaAnswer } from "dns-packet";
import { isAtOrBelow, selfAndAncestors } from "./name.ts";
import { hasAllowedLength, type ZoneRecord } from "./zone-data.ts";

/** The records of one zone by owner name. */
export interface Zone {
  readonly name: string;
  readonly soa: SoaAnswer;
  /** Every name that exists, with its records; an empty non-terminal (RFC 4592 §2.2.2) has none. */
  readonly nodes: ReadonlyMap<string, readonly ZoneRecord[]>;
  /** Names whose other records are served although the name has a CNAME. */
  readonly besideCname: ReadonlySet<string>;
}

/** The answer of a zone for one name and type. */
export type ZoneAnswer =
  | { readonly kind: "records"; readonly records: readonly ZoneRecord[] }
  | { readonly kind: "alias"; readonly records: readonly ZoneRecord[] }
  | { readonly kind: "referral"; readonly records: readonly ZoneRecord[] }
  /** A DNAME with the CNAME made from it, or none if its target would be too long (RFC 6672 §2.2). */
  | { readonly kind: "renamed"; readonly dname: ZoneRecord; readonly cname?: ZoneRecord }
  | { readonly kind: "no-data" }
  | { readonly kind: "no-name" };

/** Builds a zone from its records, whose owners are at or below the owner of the SOA. */
export function buildZone(
  soa: SoaAnswer,
  records: readonly ZoneRecord[],
  besideCname: ReadonlySet<string> = new Set(),
): Zone {
  const nodes = new Map<string, ZoneRecord[]>();
  for (const record of records) {
    for (const name of selfAndAncestors(record.name)) {
      if (isAtOrBelow(name, soa.name) && !nodes.has(name)) nodes.set(name, []);
    }
    const held = nodes.get(record.name);
    if (held?.some((other) => isSame(other, record)) === false) held.push(record);
  }
  return { name: soa.name, soa, nodes, besideCname };
}

/** A zone has a record once, whatever its TTL (RFC 2181 §5). */
function isSame(one: ZoneRecord, other: ZoneRecord): boolean {
  return one.type === other.type && isDeepStrictEqual(one.data, other.data);
}

/** Returns the records of one type at one name, without following aliases, wildcards or delegations. */
export function recordsAt(zone: Zone, name: string, type: string): readonly ZoneRecord[] {
  return (zone.nodes.get(name) ?? []).filter((record) => record.type === type);
}

/** Finds the answer for a name in its zone: RFC 1034 §4.3.2 step 3, with wildcards by RFC 4592. */
export function lookUp(zone: Zone, name: string, type: string): ZoneAnswer {
  const path = selfAndAncestors(name).filter((step) => isAtOrBelow(step, zone.name));
  for (const step of path.toReversed()) {
    const records = step === zone.name ? [] : recordsAt(zone, step, "NS");
    // At a zone cut, the parent zone answers DS queries: RFC 4035 §3.1.4.1.
    if (records.length > 0 && !(type === "DS" && step === name)) return { kind: "referral", records };
    const renamed = step === name ? undefined : renamedBy(zone, step, name);
    if (renamed !== undefined) return renamed;
  }
  const node = zone.nodes.get(name);
  if (node !== undefined) return fromNode(node, type, zone.besideCname.has(name));
  const encloser = path.find((step) => zone.nodes.has(step)) ?? zone.name;
  const wildcard = zone.nodes.get(encloser === "." ? "*" : `*.${encloser}`);
  if (wildcard === undefined) return { kind: "no-name" };
  return fromNode(
    wildcard.map((record) => ({ ...record, name })),
    type,
    false,
  );
}

/** RFC 6672 §2.2: a DNAME renames all names below its owner, even those that have records. */
function renamedBy(zone: Zone, owner: string, name: string): ZoneAnswer | undefined {
  const [dname] = recordsAt(zone, owner, "DNAME");
  if (dname?.type !== "DNAME") return undefined;
  const prefix = owner === "." ? name : name.slice(0, -owner.length - 1);
  const target = dname.data === "." ? prefix : `${prefix}.${dname.data}`;
  if (!hasAllowedLength(target)) return { kind: "renamed", dname };
  return { kind: "renamed", dname, cname: { name, type: "CNAME", ttl: dname.ttl ?? 0, data: target } };
}

function fromNode(node: readonly ZoneRecord[], type: string, isBesideCname: boolean): ZoneAnswer {
  // RFC 8482 §4.1: ANY is answered with one RRset of the name.
  const wanted = type === "ANY" ? node[0]?.type : type;
  const alias = node.filter((record) => record.type === "CNAME");
  const records = node.filter((record) => record.type === wanted);
  const isAnswered = wanted === "CNAME" || (isBesideCname && records.length > 0);
  if (alias.length > 0 && !isAnswered) return { kind: "alias", records: alias };
  return records.length > 0 ? { kind: "records", records } : { kind: "no-data" };
}
