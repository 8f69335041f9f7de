import type { RecordType, UnknownReason } from "#core/dns/observation";
import type { Budget } from "./budget.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Limits } from "./limits.ts";
import type { Reply } from "./message.ts";
import { askOverTcp, askOverUdp, type Unnumbered } from "./transport.ts";
import type { TransportReply } from "./waiting.ts";

/** A question for a server: name and type; `recursive` sets RD, `unchecked` sets CD. */
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

/**
 * Asks one server once: over UDP, then over TCP if the answer was truncated, and without EDNS if the server
 * does not support it.
 */
export type Exchange = (endpoint: Endpoint, asked: ExchangeQuestion) => Promise<ExchangeAnswer>;

const FORMERR = 1;
const SERVFAIL = 2;
const NXDOMAIN = 3;
const NOTIMP = 4;
const REFUSED = 5;
const BADVERS = 16;

/** RFC 6891 §7: a server without EDNS answers FORMERR; older ones also answer NOTIMP or SERVFAIL. */
const NO_EDNS: readonly number[] = [FORMERR, SERVFAIL, NOTIMP, BADVERS];

/** The servers that did not answer a query with EDNS, and whether it was refused or made no difference. */
export type EdnsRefusals = Map<string, "refused" | "no-matter">;

/** Makes the function that sends all queries of a session within its budget; sessions may share `ednsAt`. */
export function createExchange(budget: Budget, limits: Limits, ednsAt: EdnsRefusals = new Map()): Exchange {
  /** Sends one packet; `undefined` once the budget is spent. */
  function send(
    over: typeof askOverUdp,
    endpoint: Endpoint,
    query: Unnumbered,
  ): Promise<TransportReply | undefined> {
    const begin = () => (budget.spend() ? over(endpoint, query, limits, budget) : Promise.resolve(undefined));
    return budget.takePlace()?.then(begin) ?? begin();
  }

  /**
   * Omits EDNS if the server refused it before. A server that fails both with and without EDNS is asked once
   * for each question.
   */
  return async (endpoint, { name, type, recursive, unchecked = false }) => {
    const known = ednsAt.size === 0 ? undefined : ednsAt.get(serverAt(endpoint));
    const query: Unnumbered = { name, type, recursive, unchecked, edns: known !== "refused" };
    let reply = await send(askOverUdp, endpoint, query);
    if (reply?.kind === "truncated") reply = await send(askOverTcp, endpoint, query);
    if (known !== undefined || !mayRefuseEdns(reply, query)) return read(reply, budget);
    const plainly = { ...query, edns: false };
    let plain = await send(askOverUdp, endpoint, plainly);
    if (plain?.kind === "truncated") plain = await send(askOverTcp, endpoint, plainly);
    if (plain === undefined) return { kind: "unknown", reason: "over-budget" };
    const isHelp = plain.kind === "reply" && !mayRefuseEdns(plain, query);
    ednsAt.set(serverAt(endpoint), isHelp ? "refused" : "no-matter");
    return read(plain, budget);
  };
}

function serverAt({ address, port }: Endpoint): string {
  return `${address} ${port}`;
}

function read(reply: TransportReply | undefined, budget: Budget): ExchangeAnswer {
  if (reply?.kind !== "reply") return { kind: "unknown", reason: reasonFor(reply, budget) };
  const reason = reasonForCode(reply.reply.rcode);
  return reason === undefined ? reply : { kind: "unknown", reason };
}

/**
 * A resolver answers SERVFAIL for invalid signatures (RFC 4035 §5.5), and a query without EDNS would not
 * change that.
 */
function mayRefuseEdns(reply: TransportReply | undefined, { recursive }: ExchangeQuestion): boolean {
  if (reply?.kind !== "reply") return false;
  const { rcode } = reply.reply;
  return NO_EDNS.includes(rcode) && !(recursive && rcode === SERVFAIL);
}

/** Returns whether a second attempt can help: no readable reply came, and the budget is not spent. */
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
