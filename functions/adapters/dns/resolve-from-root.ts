import { isLoopback } from "./address-guard.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Exchange, ExchangeAnswer, ExchangeQuestion } from "./exchange.ts";
import { type Answered, interpretAuthoritative, type Referral } from "./interpretation.ts";
import type { Limits } from "./limits.ts";

const ROOT = ".";

/**
 * Resolves a name at one server that holds all zones, as in a local test set-up; `first` is its first reply.
 * A referral is followed to a loopback address in its glue, or otherwise to the same server.
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
  let received = first;
  for (let referrals = 0; referrals <= limits.referrals; referrals += 1) {
    if (received.kind === "unknown") return { kind: "answer", answer: received, aliases: [] };
    const meaning = interpretAuthoritative(received.reply, asked, zone, limits.chain);
    if (meaning.kind === "answer") return meaning;
    if (meaning.kind === "alias") {
      const next = { ...asked, name: meaning.target };
      const length = links + meaning.aliases.length;
      if (length > limits.chain) break;
      const end = await resolveFromRoot(root, next, await exchange(root, next), exchange, limits, length);
      return { ...end, aliases: [...meaning.aliases, ...end.aliases] };
    }
    if (asked.type === "NS" && meaning.zone === asked.name) {
      return ownList(asked, await exchange(serverOf(meaning, root), asked), limits) ?? delegation(meaning);
    }
    zone = meaning.zone;
    received = await exchange(serverOf(meaning, root), asked);
  }
  return { kind: "answer", answer: { kind: "unknown", reason: "malformed" }, aliases: [] };
}

/** Returns the zone's own NS records, as resolvers do. */
function ownList(asked: ExchangeQuestion, received: ExchangeAnswer, limits: Limits): Answered | undefined {
  if (received.kind === "unknown") return undefined;
  const meaning = interpretAuthoritative(received.reply, asked, asked.name, limits.chain);
  return meaning.kind === "answer" && meaning.answer.kind === "records" ? meaning : undefined;
}

/** If no server of the zone gives its own list, the referral is the answer. */
function delegation({ names }: Referral): Answered {
  return { kind: "answer", answer: { kind: "records", values: names, ttl: 0 }, aliases: [] };
}

function serverOf({ glue }: Referral, root: Endpoint): Endpoint {
  const address = [...glue.values()].flat().find(isLoopback);
  return address === undefined ? root : { address, port: root.port };
}
