import { isLoopback } from "./address-guard.ts";
import type { Exchange, ExchangeAnswer, ExchangeQuestion } from "./exchange.ts";
import { type Answered, interpretAuthoritative, type Referral } from "./interpretation.ts";
import type { Limits } from "./limits.ts";
import type { Endpoint } from "./transport.ts";

const ROOT = ".";

/**
 * Resolves a name from the one server of a small world that holds all of its zones; `first` is what it said already.
 * Referrals are followed to the loopback addresses told along, and otherwise to the same server.
 */
export async function resolveFromRoot(
  root: Endpoint,
  asked: ExchangeQuestion,
  first: ExchangeAnswer,
  exchange: Exchange,
  limits: Limits,
  links = 0,
): Promise<Answered> {
  let zone = ROOT;
  let told = first;
  for (let referrals = 0; referrals <= limits.referrals; referrals += 1) {
    if (told.kind === "unknown") return { kind: "answer", answer: told, aliases: [] };
    const meaning = interpretAuthoritative(told.reply, asked, zone, limits.chain);
    if (meaning.kind === "answer") return meaning;
    if (meaning.kind === "alias") {
      const next = { ...asked, name: meaning.target };
      const length = links + meaning.aliases.length;
      if (length > limits.chain) break;
      const end = await resolveFromRoot(root, next, await exchange(root, next), exchange, limits, length);
      return { ...end, aliases: [...meaning.aliases, ...end.aliases] };
    }
    // The parent's own list of name servers is what was asked for.
    if (asked.type === "NS" && meaning.zone === asked.name) return delegation(meaning);
    zone = meaning.zone;
    told = await exchange(serverOf(meaning, root), asked);
  }
  return { kind: "answer", answer: { kind: "unknown", reason: "malformed" }, aliases: [] };
}

function delegation({ names }: Referral): Answered {
  return { kind: "answer", answer: { kind: "records", values: names, ttl: 0 }, aliases: [] };
}

function serverOf({ glue }: Referral, root: Endpoint): Endpoint {
  const address = [...glue.values()].flat().find(isLoopback);
  return address === undefined ? root : { address, port: root.port };
}
