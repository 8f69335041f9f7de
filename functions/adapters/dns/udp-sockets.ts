import { createSocket, type RemoteInfo, type SocketOptions } from "node:dgram";
import ipaddr from "ipaddr.js";
import { Crowd } from "./crowd.ts";
import type { Endpoint } from "./endpoint.ts";
import { randomBits } from "./random-bits.ts";

/** RFC 5452 §9.2: who forges an answer has to guess the port too, so that each question draws one of many sockets. */
const SOCKETS = 64;
/** After this many questions a socket is replaced by one on another port. */
const QUESTIONS_A_SOCKET = 256;
const ID_BYTES = 2;

/** The two ends of one question. */
export interface Asking {
  readonly endpoint: Endpoint;
  /** Encodes the query with the id that is drawn for it. */
  encode(id: number): Buffer;
  /** Gets each packet that comes from the endpoint with the id of the query. */
  receive(packet: Buffer): void;
  /** Called if the network refuses the packet. */
  giveUp(): void;
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
      const type = isIpv6(asking.endpoint.address) ? "udp6" : "udp4";
      const place = randomBits() % SOCKETS;
      const kept = pools[type].get(place);
      if (kept !== undefined && !kept.isUsedUp()) return kept.ask(asking);
      kept?.retire();
      const next = openSocket(type);
      pools[type].set(place, next);
      return next.ask(asking);
    },
  };
}

/** A question with the id that was drawn for it. */
interface Sent {
  readonly id: number;
  readonly asking: Asking;
}

function openSocket(type: "udp4" | "udp6"): PooledSocket {
  const socket = createSocket({ type, lookup: type === "udp6" ? addressItself(6) : addressItself(4) });
  const waiting = new Crowd<Sent>();
  let asked = 0;
  let isBroken = false;
  let isRetired = false;
  let isClosed = false;
  const withId = (id: number): Sent | undefined => waiting.find((sent) => sent.id === id);
  // A wait for an answer keeps the process alive, an idle socket does not.
  socket.unref();
  socket.on("message", (packet, from) => {
    const asking = packet.length < ID_BYTES ? undefined : withId(packet.readUInt16BE(0))?.asking;
    // A forged packet must not end the wait for the true answer (RFC 5452 §9.1).
    if (asking !== undefined && isFrom(asking.endpoint, from)) asking.receive(packet);
  });
  socket.on("error", () => {
    isBroken = true;
    for (const { asking } of waiting) asking.giveUp();
  });
  const closeIfOver = (): void => {
    if (!isRetired || isClosed || waiting.size > 0) return;
    isClosed = true;
    socket.close();
  };
  const freeId = (): number => {
    for (;;) {
      const id = randomBits();
      if (withId(id) === undefined) return id;
    }
  };
  return {
    isUsedUp: () => isBroken || asked >= QUESTIONS_A_SOCKET,
    retire() {
      isRetired = true;
      closeIfOver();
    },
    ask(asking) {
      const sent = { id: freeId(), asking };
      asked += 1;
      waiting.add(sent);
      socket.send(asking.encode(sent.id), asking.endpoint.port, asking.endpoint.address, (error) => {
        if (error !== null) asking.giveUp();
      });
      return () => {
        waiting.delete(sent);
        closeIfOver();
      };
    },
  };
}

/** An endpoint is an address already, which Node would look up like a name. */
const addressItself =
  (family: 4 | 6): NonNullable<SocketOptions["lookup"]> =>
  (address, _options, found) =>
    found(null, address, family);

/** Of addresses, only those of IPv6 have a colon; `isIPv6` of Node would read the whole grammar for each question. */
function isIpv6(address: string): boolean {
  return address.includes(":");
}

function isFrom({ address, port }: Endpoint, from: RemoteInfo): boolean {
  if (from.port !== port) return false;
  return from.address === address || (isIpv6(address) && isSameIpv6(from.address, address));
}

function isSameIpv6(one: string, other: string): boolean {
  return ipaddr.parse(one).toNormalizedString() === ipaddr.parse(other).toNormalizedString();
}
