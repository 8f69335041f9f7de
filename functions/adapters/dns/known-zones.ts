import type { Referral } from "./interpretation.ts";
import type { TtlMemory } from "./ttl-memory.ts";
import { type NoZone, startOf, type Zone, type Zones } from "./zones.ts";

/** The zones of one probe: what is known in its minute, and otherwise what `find` finds. */
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
    const domain = startOf(name);
    if (domain === undefined) return { kind: "no-zone" };
    return this.#known.get(domain, this.#minute)?.value ?? this.#findAndKeep(domain);
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
