import { isAtOrBelow } from "./name.ts";
import type { ZoneData } from "./zone-data.ts";
import { absoluteName, readZoneData } from "./zone-data.ts";
import type { Token } from "./zone-tokens.ts";

/** The ways in which a server can misbehave for a name. */
const FAULT_KINDS = ["servfail", "refuse", "drop", "truncate", "lame", "bogus"] as const;

/** A way in which a server misbehaves for a name. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault at a name, or with `below` at every name under it; without `server` on every server. */
export interface Fault {
  readonly kind: FaultKind;
  readonly name: string;
  readonly below: boolean;
  readonly server: string | undefined;
}

/** Records that one server has instead of the zone file's records of that name and type. */
interface Disagreement {
  readonly name: string;
  readonly server: string;
  readonly type: string;
  readonly data: readonly ZoneData[];
}

/** The misbehaviour that the directives of one zone file define. */
export interface Misbehaviour {
  readonly faults: Fault[];
  readonly disagreements: Disagreement[];
  /** The local addresses that serve this zone; empty for all. */
  readonly servers: string[];
  /** Names whose other records are served although the name has a CNAME. */
  readonly besideCname: Set<string>;
}

function words(tokens: readonly Token[], least: number, most = Number.POSITIVE_INFINITY): string[] {
  if (tokens.length < least || tokens.length > most) throw new Error("wrong number of words");
  return tokens.map(({ text }) => text);
}

function readDisagreement(tokens: readonly Token[], origin: string): Disagreement {
  const [name = "", server = "", type = ""] = words(tokens.slice(0, 3), 3);
  const values = tokens.slice(3);
  const data = values.length === 0 ? [] : [readZoneData(type, values, origin)];
  return { name: absoluteName(name, origin), server, type: type.toUpperCase(), data };
}

/** Adds the misbehaviour of one directive; the comment on `parseZoneFile` lists all directives. */
export function readDirective(misbehaviour: Misbehaviour, tokens: readonly Token[], origin: string): void {
  const [head, ...rest] = tokens;
  const word = head?.text.toLowerCase();
  const kind = FAULT_KINDS.find((candidate) => candidate === word);
  if (kind !== undefined) {
    const [name = "", server] = words(rest, 1, 2);
    const below = name.startsWith("*.");
    const fault = { kind, name: absoluteName(below ? name.slice(2) : name, origin), server };
    misbehaviour.faults.push({ ...fault, below });
    // Invalid signatures affect all names of the zone.
    if (kind === "bogus" && !below) misbehaviour.faults.push({ ...fault, below: true });
  } else if (word === "disagree") {
    misbehaviour.disagreements.push(readDisagreement(rest, origin));
  } else if (word === "beside-cname") {
    for (const name of words(rest, 1)) misbehaviour.besideCname.add(absoluteName(name, origin));
  } else if (word === "serve") {
    misbehaviour.servers.push(...words(rest, 1));
  } else {
    throw new Error(`no such directive: @${word}`);
  }
}

/** Returns the fault for a query for `name` at `server`, if any. */
export function faultOf(faults: readonly Fault[], name: string, server: string): FaultKind | undefined {
  return faults.find(
    (fault) =>
      (fault.server ?? server) === server &&
      (fault.below ? name !== fault.name && isAtOrBelow(name, fault.name) : name === fault.name),
  )?.kind;
}
