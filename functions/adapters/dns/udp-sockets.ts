import { randomInt } from "node:crypto";
import { createSocket, type RemoteInfo, type SocketOptions } from "node:dgram";
import { isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";
import type { Endpoint } from "./endpoint.ts";

/** RFC 5452 §9.2: who forges an answer has to guess the port too, so that each question draws one of many sockets. */
const SOCKETS = 64;
/** A socket is replaced by one on another port after so many questions. */
const QUESTIONS_A_SOCKET = 256;
const IDS = 0x1_0000;
const ID_BYTES = 2;

/** The two ends of one question. */
interface Asking {
  readonly endpoint: Endpoint;
  /** Encodes the query with the id that is drawn for it. */
  encode(id: number): Buffer;
  /** Gets each packet that comes from the endpoint with the id of the query. */
  receive(packet: Buffer): void;
  /** Called if the network refuses the packet. */
  fail(): void;
}

/** One socket with the questions that wait for an answer there. */
interface PooledSocket {
  isUsedUp(): boolean;
  /** Closes the socket once no question waits. */
  retire(): void;
  /** Sends a query, and returns what ends the wait for its answer. */
  ask(asking: Asking): () => void;
}

/** Sends queries from many sockets on random ports; a socket is opened when it is drawn first. */
interface UdpSockets {
  /** Sends a query from a random socket with a random id, and returns what ends the wait for its answer. */
  ask(asking: Asking): () => void;
}

/** Makes a pool of sockets. */
export function createUdpSockets(): UdpSockets {
  const pools = { udp4: new Map<number, PooledSocket>(), udp6: new Map<number, PooledSocket>() };
  return {
    ask(asking) {
      const type = isIPv6(asking.endpoint.address) ? "udp6" : "udp4";
      const place = randomInt(SOCKETS);
      const kept = pools[type].get(place);
      if (kept !== undefined && !kept.isUsedUp()) return kept.ask(asking);
      kept?.retire();
      const next = openSocket(type);
      pools[type].set(place, next);
      return next.ask(asking);
    },
  };
}

function openSocket(type: "udp4" | "udp6"): PooledSocket {
  const socket = createSocket({ type, lookup: addressItself });
  const waiting = new Map<number, Asking>();
  let asked = 0;
  let isBroken = false;
  let isRetired = false;
  let isClosed = false;
  // A wait for an answer keeps the process alive, an idle socket does not.
  socket.unref();
  socket.on("message", (packet, from) => {
    const asking = packet.length < ID_BYTES ? undefined : waiting.get(packet.readUInt16BE(0));
    // A forged packet must not end the wait for the true answer (RFC 5452 §9.1).
    if (asking !== undefined && isFrom(asking.endpoint, from)) asking.receive(packet);
  });
  socket.on("error", () => {
    isBroken = true;
    for (const asking of [...waiting.values()]) asking.fail();
  });
  const closeIfOver = (): void => {
    if (!isRetired || isClosed || waiting.size > 0) return;
    isClosed = true;
    socket.close();
  };
  return {
    isUsedUp: () => isBroken || asked >= QUESTIONS_A_SOCKET,
    retire() {
      isRetired = true;
      closeIfOver();
    },
    ask(asking) {
      const id = freeId(waiting);
      asked += 1;
      waiting.set(id, asking);
      socket.send(asking.encode(id), asking.endpoint.port, asking.endpoint.address, (error) => {
        if (error !== null) asking.fail();
      });
      return () => {
        waiting.delete(id);
        closeIfOver();
      };
    },
  };
}

function freeId(waiting: ReadonlyMap<number, unknown>): number {
  for (;;) {
    const id = randomInt(IDS);
    if (!waiting.has(id)) return id;
  }
}

/** An endpoint is an address already, which Node would look up like a name. */
const addressItself: NonNullable<SocketOptions["lookup"]> = (address, _options, found) =>
  found(null, address, isIPv6(address) ? 6 : 4);

function isFrom({ address, port }: Endpoint, from: RemoteInfo): boolean {
  if (from.port !== port) return false;
  return from.address === address || (isIPv6(address) && isSameIpv6(from.address, address));
}

function isSameIpv6(one: string, other: string): boolean {
  return ipaddr.parse(one).toNormalizedString() === ipaddr.parse(other).toNormalizedString();
}
