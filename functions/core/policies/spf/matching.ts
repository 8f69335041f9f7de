import { canonicalName } from "#core/dns/name";
import { isAtOrBelow } from "#core/names/domain-name";
import type { MacroString } from "./domain-spec.ts";
import { addressType, countLookUp, countVoid, type Evaluation, type Place, valuesOf } from "./evaluation.ts";
import { isInNetwork, isIp6, parseIp4, parseIp6 } from "./ip-address.ts";
import { expandName } from "./macro-expansion.ts";
import { SpfStop } from "./spf-result.ts";
import type { Directive } from "./terms.ts";
import { validatedName, validatedNames } from "./validated-names.ts";

/** RFC 7208 §4.6.4: a name with more mail servers than this is an error. */
const MOST_MX_NAMES = 10;

/** A directive other than "all", which always matches, and "include", which needs an evaluation of its own. */
type AddressDirective = Exclude<Directive, { readonly mechanism: "all" | "include" }>;
type Hosts = Extract<Directive, { readonly mechanism: "a" | "mx" }>;

/** Returns whether the sender's address matches a directive (RFC 7208 §5). */
export async function matches(
  directive: AddressDirective,
  domain: string,
  evaluation: Evaluation,
): Promise<boolean> {
  if ("network" in directive) {
    return isInNetwork(evaluation.ip, directive.network, directive.prefix);
  }
  const place = { domain, term: directive.text };
  countLookUp(evaluation, place);
  const name = await targetName(directive.domain, domain, evaluation);
  switch (directive.mechanism) {
    case "a":
      return matchesAddress(
        directive,
        await valuesOrVoid(evaluation, name, addressType(evaluation), place),
        evaluation,
      );
    case "mx":
      return matchesMx(directive, name, place, evaluation);
    case "exists":
      // RFC 7208 §5.7: IPv4 addresses even when the sender's is IPv6.
      return (await valuesOrVoid(evaluation, name, "A", place)).length > 0;
    case "ptr": {
      const names = await validatedNames(evaluation);
      if (names.length === 0) countVoid(evaluation, place);
      return names.some((one) => isAtOrBelow(one, canonicalName(name)));
    }
  }
}

/** Returns the target name of a term: its expanded domain-spec, or the domain itself. */
export function targetName(
  spec: MacroString | undefined,
  domain: string,
  evaluation: Evaluation,
): string | Promise<string> {
  if (spec === undefined) return domain;
  const { ip, sender, helo } = evaluation;
  return expandName(spec, { ip, sender, helo, domain, validated: () => validatedName(evaluation, domain) });
}

async function valuesOrVoid(
  evaluation: Evaluation,
  name: string,
  type: "A" | "AAAA" | "MX",
  place: Place,
): Promise<readonly string[]> {
  const values = await valuesOf(evaluation, name, type, place.domain);
  if (values.length === 0) countVoid(evaluation, place);
  return values;
}

async function matchesMx(
  directive: Hosts,
  name: string,
  place: Place,
  evaluation: Evaluation,
): Promise<boolean> {
  const exchanges = await valuesOrVoid(evaluation, name, "MX", place);
  if (exchanges.length > MOST_MX_NAMES)
    throw new SpfStop("permerror", { code: "too-many-mx-names", ...place });
  for (const exchange of exchanges) {
    const host = exchange.replace(/^\d+ /, "");
    const addresses = await valuesOf(evaluation, host, addressType(evaluation), place.domain);
    if (matchesAddress(directive, addresses, evaluation)) return true;
  }
  return false;
}

function matchesAddress(
  { prefix4, prefix6 }: Hosts,
  addresses: readonly string[],
  { ip }: Evaluation,
): boolean {
  return addresses.some((text) => {
    const address = parseIp4(text) ?? parseIp6(text);
    return address !== undefined && isInNetwork(ip, address, isIp6(address) ? prefix6 : prefix4);
  });
}
