import { canonicalName } from "#core/dns/name";
import { isAtOrBelow } from "#core/names/domain-name";
import { addressType, type Evaluation, isAskable, valuesIn } from "./evaluation.ts";
import { isInNetwork, isIp6, parseIp4, parseIp6, partsOf } from "./ip-address.ts";

/** RFC 7208 §4.6.4: only the first ten names of an address are used. */
const MOST_NAMES = 10;

/** Returns the validated names of the sender's address: those that resolve to it (RFC 7208 §5.5). */
export function validatedNames(evaluation: Evaluation): Promise<readonly string[]> {
  evaluation.names ??= findNames(evaluation);
  return evaluation.names;
}

/** Returns the value of the macro "p" (RFC 7208 §7.3). */
export async function validatedName(evaluation: Evaluation, domain: string): Promise<string> {
  const names = await validatedNames(evaluation);
  const own = canonicalName(domain);
  return (
    names.find((name) => name === own) ??
    names.find((name) => isAtOrBelow(name, own)) ??
    names[0] ??
    "unknown"
  );
}

/** The reverse name of an address (RFC 1035 §3.5, RFC 3596 §2.5). */
function reverseName({ ip }: Evaluation): string {
  return `${partsOf(ip).reverse().join(".")}.${isIp6(ip) ? "ip6" : "in-addr"}.arpa`;
}

async function findNames(evaluation: Evaluation): Promise<readonly string[]> {
  const { ip, ask } = evaluation;
  const claimed = valuesIn(await ask(reverseName(evaluation), "PTR")).filter(isAskable);
  const confirmed = await Promise.all(
    claimed.slice(0, MOST_NAMES).map(async (name) => {
      const addresses = valuesIn(await ask(name, addressType(evaluation)));
      const isOwn = addresses.some((text) => {
        const address = parseIp4(text) ?? parseIp6(text);
        return address !== undefined && isInNetwork(ip, address, isIp6(address) ? 128 : 32);
      });
      return isOwn ? [canonicalName(name)] : [];
    }),
  );
  return confirmed.flat();
}
