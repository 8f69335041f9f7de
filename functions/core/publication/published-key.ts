import type { DnsAnswer, DnsResolver } from "#core/dns/observation";
import { publicKeyIn } from "#core/domain-connect/public-key";
import { KEY_LABEL } from "./service.ts";

/**
 * The state of the deployment's public key in DNS; "doubled" means that its name ends in the domain twice.
 */
export type PublishedKey = {
  readonly name: string;
  readonly state: "right" | "doubled" | "other" | "missing" | "unknown";
};

/**
 * Checks whether DNS holds the public key. Panels append the zone to a name, so the name that ends in the
 * domain twice is checked, too.
 */
export async function findPublishedKey(
  providerId: string,
  key: string,
  resolver: DnsResolver,
): Promise<PublishedKey> {
  const name = `${KEY_LABEL}.${providerId}`;
  const doubled = `${name}.${providerId}`;
  const [own, twice] = await Promise.all([textsAt(name, resolver), textsAt(doubled, resolver)]);
  if (own?.kind === "records") {
    return { name, state: publicKeyIn(own.values) === key ? "right" : "other" };
  }
  if (twice?.kind === "records") return { name: doubled, state: "doubled" };
  return { name, state: own?.kind === "absent" ? "missing" : "unknown" };
}

/** Asks a resolver for the TXT records of a name. */
export async function textsAt(name: string, resolver: DnsResolver): Promise<DnsAnswer | undefined> {
  const session = resolver.open();
  try {
    const [observation] = await session.ask([{ name, type: "TXT", through: "resolver" }]);
    return observation?.recursive[0]?.answer;
  } finally {
    session.end();
  }
}
