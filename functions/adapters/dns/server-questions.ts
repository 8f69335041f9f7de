import type { DnsAnswer, RecordType, ZoneAuthority } from "#core/dns/observation";
import { type Exchange, type ExchangeAnswer, isWorthAnother } from "./exchange.ts";
import { type Answered, type Asked, type Interpretation, interpretAuthoritative } from "./interpretation.ts";
import type { Limits } from "./limits.ts";
import type { NameServer } from "./name-servers.ts";
import type { ServerPauses } from "./server-pauses.ts";
import type { Zone } from "./zone.ts";

/** A name server's reply, or the reason why there is none. */
export interface ServerReply {
  readonly server: string;
  readonly address: string;
  readonly meaning: Interpretation;
}

/** Decides which servers are not asked in the session's minute. */
export interface Pausing {
  readonly pauses: ServerPauses;
  readonly minute: number;
}

/** The session's questions to name servers, and what the replies show beyond the answers. */
export class ServerQuestions {
  /** The servers that failed in this session. */
  readonly failed = new Set<string>();
  /** The SOA fields of zones in the replies. */
  readonly authorities = new Map<string, ZoneAuthority>();
  readonly #exchange: Exchange;
  readonly #port: number;
  readonly #limits: Limits;
  readonly #pausing: Pausing | undefined;

  constructor(exchange: Exchange, port: number, limits: Limits, pausing?: Pausing) {
    this.#exchange = exchange;
    this.#port = port;
    this.#limits = limits;
    this.#pausing = pausing;
  }

  /** Returns the zone's servers that can give an answer; empty while all of them are paused. */
  able({ servers, name: zone }: Zone): readonly NameServer[] {
    const rested = this.#pausing?.pauses.able(servers, zone, this.#pausing.minute) ?? servers;
    if (this.failed.size === 0) return rested;
    // Servers that failed in this session are skipped if there is another.
    const able = rested.filter(({ name }) => !this.failed.has(name));
    return able.length > 0 ? able : rested;
  }

  /** Asks one server of a zone, and then its second address if the first gives no readable reply. */
  async ask(server: NameServer, name: string, type: RecordType, zone: string): Promise<ServerReply> {
    const [first, second = first] = server.addresses;
    if (first === undefined || second === undefined) {
      const answer = { kind: "unknown", reason: server.reason } as const;
      return { server: server.name, address: server.refused ?? "", meaning: unanswered(answer) };
    }
    const asked = { name, type, recursive: false };
    let address = first;
    let received = await this.#exchange({ address, port: this.#port }, asked);
    if (isWorthAnother(received)) {
      received = await this.#exchange({ address: second, port: this.#port }, asked);
      // This machine may not reach the second address (IPv6); the evidence then names the first.
      if (received.kind !== "unknown") address = second;
    }
    const meaning = this.#meaningOf(received, asked, zone);
    if (!isUnsent(meaning))
      this.#pausing?.pauses.note(server.name, zone, isUsable(meaning), this.#pausing.minute);
    if (meaning.kind === "answer") this.#note(server, meaning);
    return { server: server.name, address, meaning };
  }

  #meaningOf(received: ExchangeAnswer, asked: Asked, zone: string): Interpretation {
    if (received.kind === "unknown") return unanswered(received);
    return interpretAuthoritative(received.reply, asked, zone, this.#limits.chain);
  }

  #note({ name }: NameServer, { answer, soa }: Answered): void {
    if (answer.kind === "unknown") this.failed.add(name);
    if (soa === undefined) return;
    const { zone, ...authority } = soa;
    this.authorities.set(zone, authority);
  }
}

function isUsable(meaning: Interpretation): boolean {
  return meaning.kind !== "answer" || meaning.answer.kind !== "unknown";
}

/** If the budget did not allow a query, the server is not to blame. */
function isUnsent(meaning: Interpretation): boolean {
  return (
    meaning.kind === "answer" && meaning.answer.kind === "unknown" && meaning.answer.reason === "over-budget"
  );
}

function unanswered(answer: DnsAnswer): Interpretation {
  return { kind: "answer", answer, aliases: [] };
}
