import { decode, type RecordType } from "dns-packet";
import type { Exchange, ExchangeAnswer, ExchangeQuestion } from "#adapters/dns/exchange";
import { LIMITS } from "#adapters/dns/limits";
import { encodeQuery, readReply } from "#adapters/dns/message";
import type { NameServer } from "#adapters/dns/name-servers";
import type { UnknownReason } from "#core/dns/observation";
import { type Host, reply } from "./dns-host.ts";

/** Servers that are asked without sockets. */
interface MemoryServers {
  readonly exchange: Exchange;
  /** The questions so far: address, type and name. */
  readonly asked: readonly string[];
}

const REASONS: Readonly<Record<number, UnknownReason>> = { 2: "servfail", 5: "refused" };

/** Makes an exchange of real packets with these hosts, by address; an address without a host is silent. */
export function memoryServers(hosts: Readonly<Record<string, Host>>): MemoryServers {
  const asked: string[] = [];
  return {
    asked,
    exchange: async ({ address }, question) => {
      asked.push(`${address} ${question.type} ${question.name}`);
      return answerOf(hosts[address], question);
    },
  };
}

function answerOf(host: Host | undefined, question: ExchangeQuestion): ExchangeAnswer {
  const query = { ...question, id: 7, edns: true };
  const { name, type } = question;
  const packet = host && reply(host, decode(encodeQuery(query)), { name, type: type as RecordType }, false);
  if (packet === undefined) return { kind: "unknown", reason: "timeout" };
  const reading = readReply(packet, query, LIMITS.messageBytes);
  if (reading.kind !== "reply") return { kind: "unknown", reason: "malformed" };
  const reason = REASONS[reading.reply.rcode];
  return reason === undefined ? reading : { kind: "unknown", reason };
}

/** Makes a name server with these addresses. */
export function nameServer(name: string, ...addresses: string[]): NameServer {
  return { name, addresses, reason: "no-name-server" };
}
