import type { Answer, SoaAnswer } from "dns-packet";
import type { Clock } from "../clock.ts";
import { selfAndAncestors } from "./name.ts";

/** The cached answer for one name and type. */
export type Known =
  | { readonly kind: "records"; readonly records: readonly Answer[] }
  | { readonly kind: "absent"; readonly nxdomain: boolean; readonly soa: SoaAnswer | undefined };

/** A zone's name servers and their glue addresses. */
export interface Delegation {
  readonly zone: string;
  readonly nameServers: readonly string[];
  readonly glue: ReadonlyMap<string, readonly string[]>;
  readonly ttl: number;
}

/** A resolver's cache, in which each entry expires after its TTL. */
export interface ResolverCache {
  get(name: string, type: string): Known | undefined;
  put(name: string, type: string, known: Known): void;
  /** Returns the delegation of the closest zone at or above `name`. */
  delegation(name: string): Delegation | undefined;
  putDelegation(delegation: Delegation): void;
  flush(): void;
}

interface Kept<T> {
  readonly value: T;
  readonly untilMs: number;
}

function ttlOf(record: { readonly ttl?: number | undefined }): number {
  return record.ttl ?? 0;
}

/** Returns for how many seconds an answer is kept: RFC 2181 §5.2 for records, RFC 2308 §5 for a negative answer. */
function lifetime(known: Known): number {
  if (known.kind === "records") {
    return Math.min(...known.records.map((record) => (record.type === "OPT" ? 0 : ttlOf(record))));
  }
  // A negative answer without an SOA should not be cached: RFC 2308 §5.
  return known.soa === undefined ? 0 : Math.min(ttlOf(known.soa), known.soa.data.minimum ?? 0);
}

function withTtl(known: Known, ttl: number): Known {
  if (known.kind === "records") {
    return {
      kind: "records",
      records: known.records.map((record) => (record.type === "OPT" ? record : { ...record, ttl })),
    };
  }
  return { ...known, soa: known.soa && { ...known.soa, ttl } };
}

/** Makes an empty cache whose entries expire by `clock`. */
export function createResolverCache(clock: Clock): ResolverCache {
  const answers = new Map<string, Kept<Known>>();
  const delegations = new Map<string, Kept<Delegation>>();
  // NXDOMAIN applies to every type of the name: RFC 2308 §5.
  const keyOf = (name: string, known: Known, type: string): string =>
    known.kind === "absent" && known.nxdomain ? name : `${name} ${type}`;

  function unexpired<T>(map: Map<string, Kept<T>>, key: string): Kept<T> | undefined {
    const kept = map.get(key);
    if (kept !== undefined && kept.untilMs > clock.now()) return kept;
    map.delete(key);
    return undefined;
  }

  return {
    get(name, type) {
      const kept = unexpired(answers, name) ?? unexpired(answers, `${name} ${type}`);
      return kept && withTtl(kept.value, Math.ceil((kept.untilMs - clock.now()) / 1000));
    },
    put(name, type, known) {
      const seconds = lifetime(known);
      if (seconds <= 0) return;
      answers.set(keyOf(name, known, type), { value: known, untilMs: clock.now() + seconds * 1000 });
    },
    delegation(name) {
      for (const zone of selfAndAncestors(name)) {
        const kept = unexpired(delegations, zone);
        if (kept !== undefined) return kept.value;
      }
      return undefined;
    },
    putDelegation(delegation) {
      const untilMs = clock.now() + delegation.ttl * 1000;
      delegations.set(delegation.zone, { value: delegation, untilMs });
    },
    flush() {
      answers.clear();
      delegations.clear();
    },
  };
}
