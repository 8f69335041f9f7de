import type { RecordType, UnknownReason } from "#core/dns/observation";
import type { Budget } from "./budget.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Limits } from "./limits.ts";
import type { Reply } from "./message.ts";
import { askOverTcp, askOverUdp, type TransportReply } from "./transport.ts";

/** A name and type to ask a server for; `recursive` sets RD, `unchecked` sets CD. */
export interface ExchangeQuestion {
  readonly name: string;
  readonly type: RecordType;
  readonly recursive: boolean;
  readonly unchecked?: boolean;
}

/** A usable reply, or the reason why there is none. */
export type ExchangeAnswer =
  | { readonly kind: "reply"; readonly reply: Reply }
  | { readonly kind: "unknown"; readonly reason: UnknownReason };

/** Asks one server once: over UDP, over TCP when that was truncated, and without EDNS when it does not know EDNS. */
export type Exchange = (endpoint: Endpoint, asked: ExchangeQuestion) => Promise<ExchangeAnswer>;

const FORMERR = 1;
const SERVFAIL = 2;
const NXDOMAIN = 3;
const NOTIMP = 4;
const REFUSED = 5;
const BADVERS = 16;

/** RFC 6891 §7: a server without EDNS answers FORMERR; older ones also answer NOTIMP or SERVFAIL. */
const NO_EDNS: readonly number[] = [FORMERR, SERVFAIL, NOTIMP, BADVERS];

/** What is known of servers that did not answer a query with EDNS. */
export type EdnsRefusals = Map<string, "refused" | "no-matter">;

/** Makes the function that sends all queries of a session within its budget; sessions may share `ednsAt`. */
export function createExchange(budget: Budget, limits: Limits, ednsAt: EdnsRefusals = new Map()): Exchange {
  const timeLimits = { ...limits, drops: budget.drops };

  async function send(
    endpoint: Endpoint,
    asked: ExchangeQuestion,
    edns: boolean,
  ): Promise<TransportReply | undefined> {
    const query = { ...asked, edns };
    const reply = await budget.spend(() => askOverUdp(endpoint, query, timeLimits));
    return reply?.kind === "truncated" ? budget.spend(() => askOverTcp(endpoint, query, timeLimits)) : reply;
  }

  /** Sends without EDNS where that was needed before; a server that fails both ways is asked once a question. */
  async function sendAsUnderstood(endpoint: Endpoint, asked: ExchangeQuestion) {
    const server = `${endpoint.address} ${endpoint.port}`;
    const known = ednsAt.get(server);
    const reply = await send(endpoint, asked, known !== "refused");
    if (known !== undefined || !mayRefuseEdns(reply, asked)) return reply;
    const plain = await send(endpoint, asked, false);
    if (plain === undefined) return reply;
    ednsAt.set(server, plain.kind === "reply" && !mayRefuseEdns(plain, asked) ? "refused" : "no-matter");
    return plain;
  }

  return async (endpoint, asked) => {
    const reply = await sendAsUnderstood(endpoint, asked);
    if (reply?.kind !== "reply") return { kind: "unknown", reason: reasonFor(reply, budget) };
    const reason = reasonForCode(reply.reply.rcode);
    return reason === undefined ? { kind: "reply", reply: reply.reply } : { kind: "unknown", reason };
  };
}

/** A resolver answers SERVFAIL for broken signatures (RFC 4035 §5.5), which asking without EDNS does not change. */
function mayRefuseEdns(reply: TransportReply | undefined, { recursive }: ExchangeQuestion): boolean {
  if (reply?.kind !== "reply") return false;
  const { rcode } = reply.reply;
  return NO_EDNS.includes(rcode) && !(recursive && rcode === SERVFAIL);
}

/** Returns whether a second try can help: no readable reply came, and the budget is not spent. */
export function isWorthAnother(received: ExchangeAnswer): boolean {
  return received.kind === "unknown" && (received.reason === "timeout" || received.reason === "malformed");
}

function reasonFor(reply: TransportReply | undefined, budget: Budget): UnknownReason {
  if (reply === undefined || budget.isOver()) return "over-budget";
  return reply.kind === "silent" ? "timeout" : "malformed";
}

function reasonForCode(rcode: number): UnknownReason | undefined {
  switch (rcode) {
    case 0:
    case NXDOMAIN:
      return undefined;
    case FORMERR:
      return "malformed";
    case REFUSED:
    case NOTIMP:
      return "refused";
    default:
      return "servfail";
  }
}
