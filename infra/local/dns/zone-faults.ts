import { isAtOrBelow } from "./name.ts";
import type { ZoneData } from "./zone-data.ts";
import { absoluteName, readZoneData } from "./zone-data.ts";
import type { Token } from "./zone-tokens.ts";

/** Ways to misbehave for a name, on every server or on one. */
const FAULT_KINDS = ["servfail", "refuse", "drop", "truncate", "lame", "bogus"] as const;

/** One kind of fault. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A name with a fault; `below` means every name under it instead. */
export interface Fault {
  readonly kind: FaultKind;
  readonly name: string;
  readonly below: boolean;
  readonly server: string | undefined;
}

/** A server that holds other records than the zone file's. */
interface Disagreement {
  readonly name: string;
  readonly server: string;
  readonly type: string;
  readonly data: readonly ZoneData[];
}

/** All that the directives of one zone file say. */
export interface Misbehaviour {
  readonly faults: Fault[];
  readonly disagreements: Disagreement[];
  /** The local addresses that serve this zone; empty for all. */
  readonly servers: string[];
  /** Names at which other records are answered although a CNAME stands there. */
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

/** Adds what one directive says to `misbehaviour`; see `zone-file.ts` for their forms. */
export function readDirective(misbehaviour: Misbehaviour, tokens: readonly Token[], origin: string): void {
  const [head, ...rest] = tokens;
  const word = head?.text.toLowerCase();
  const kind = FAULT_KINDS.find((candidate) => candidate === word);
  if (kind !== undefined) {
    const [name = "", server] = words(rest, 1, 2);
    const below = name.startsWith("*.");
    const fault = { kind, name: absoluteName(below ? name.slice(2) : name, origin), server };
    misbehaviour.faults.push({ ...fault, below });
    // Broken signatures concern all names of the zone.
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
