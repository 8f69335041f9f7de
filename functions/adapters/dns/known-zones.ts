import type { Referral } from "./interpretation.ts";
import type { TtlMemory } from "./ttl-memory.ts";
import { type NoZone, startOf, type Zone, type Zones } from "./zone.ts";

/** The zones of one probe: from the cache if it is valid in this minute, otherwise found by `find`. */
export class KnownZones implements Zones {
  readonly #known: TtlMemory<Zone>;
  readonly #minute: number;
  readonly #find: () => Zones;
  #found: Zones | undefined;

  constructor(known: TtlMemory<Zone>, minute: number, find: () => Zones) {
    this.#known = known;
    this.#minute = minute;
    this.#find = find;
  }

  startFor(name: string): Zone | NoZone | Promise<Zone | NoZone> {
    return this.#known.get(name, this.#minute)?.value ?? this.#findStart(name);
  }

  /**
   * Caches the zone under the requested name, too, because searching the public suffix list is slower than
   * the cache.
   */
  #findStart(name: string): Zone | NoZone | Promise<Zone | NoZone> {
    const domain = startOf(name);
    if (domain === undefined) return { kind: "no-zone" };
    const known = this.#known.get(domain, this.#minute);
    if (known === undefined) return this.#findAndKeep(domain);
    this.#known.keep(name, known.value, known.leftSeconds, this.#minute);
    return known.value;
  }

  below(referral: Referral): Promise<Zone> {
    return this.#zones().below(referral);
  }

  async #findAndKeep(domain: string): Promise<Zone | NoZone> {
    const zone = await this.#zones().startFor(domain);
    if (zone.kind === "zone" && zone.keptSeconds !== undefined) {
      this.#known.keep(domain, zone, zone.keptSeconds, this.#minute);
    }
    return zone;
  }

  #zones(): Zones {
    this.#found ??= this.#find();
    return this.#found;
  }
}
