import { evaluateSpf } from "./evaluate-spf.ts";
import type { SpfAsk, SpfResult } from "./spf-result.ts";

/**
 * Addresses that no sender has (RFC 5737, RFC 6666). They match no term, so the whole record is evaluated.
 */
const UNRELATED_IP4 = "192.0.2.255";
const UNRELATED_IP6 = "100::1";

/**
 * Evaluates an SPF record for a sender that it does not list. The look-ups of "a" and "mx" depend on the
 * sender's address family (RFC 7208 §5.3), and an IPv4-only host is a void look-up for an IPv6 sender.
 * Therefore too many void look-ups count only if both families have them.
 */
export async function evaluateUnrelated(domain: string, ask: SpfAsk): Promise<SpfResult> {
  const narrow = await evaluateSpf({ domain, ip: UNRELATED_IP4, ask });
  const wide = await evaluateSpf({ domain, ip: UNRELATED_IP6, ask });
  const results = [narrow, wide];
  const certain = results.find(
    ({ result, reason }) => result === "permerror" && reason?.code !== "too-many-void-lookups",
  );
  return certain ?? results.find(({ result }) => result !== "permerror") ?? narrow;
}
