import { createSocket, type RemoteInfo, type Socket, type SocketOptions } from "node:dgram";
import ipaddr from "ipaddr.js";
import { Crowd } from "./crowd.ts";
import type { Endpoint } from "./endpoint.ts";
import { randomBits } from "./random-bits.ts";

/** RFC 5452 §9.2: a forger must also guess the port, so each question uses a random one of many sockets. */
const SOCKETS = 64;
/** After this many questions, a socket is replaced by one on another port. */
const QUESTIONS_A_SOCKET = 256;
const ID_BYTES = 2;

/** A question that waits for its answer. */
export interface Asking {
  readonly endpoint: Endpoint;
  /** Encodes the query with this id. */
  encode(id: number): Buffer;
  /** Receives each packet from the endpoint with the query's id. */
  receive(packet: Buffer): void;
  /** Is called if the network refuses the packet. */
  giveUp(): void;
}

/** Sends queries from many sockets on random ports; each socket is opened on first use. */
interface UdpSockets {
  /**
   * Sends a query from a random socket with a random id, and returns the function that ends the wait for its
   * answer.
   */
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
      if (kept !== undefined && !kept.isUsedUp) return kept.ask(asking);
      kept?.retire();
      const next = new PooledSocket(type);
      pools[type].set(place, next);
      return next.ask(asking);
    },
  };
}

/** A question with its random id. */
interface Sent {
  readonly id: number;
  readonly asking: Asking;
}

/** One socket with the questions that await an answer on it. */
class PooledSocket {
  readonly #socket: Socket;
  readonly #waiting = new Crowd<Sent>();
  #asked = 0;
  #isBroken = false;
  #isRetired = false;
  #isClosed = false;

  constructor(type: "udp4" | "udp6") {
    this.#socket = createSocket({ type, lookup: type === "udp6" ? addressItself(6) : addressItself(4) });
    // Waiting for an answer keeps the process alive; an idle socket does not.
    this.#socket.unref();
    this.#socket.on("message", (packet, from) => this.#receive(packet, from));
    this.#socket.on("error", () => this.#break());
  }

  get isUsedUp(): boolean {
    return this.#isBroken || this.#asked >= QUESTIONS_A_SOCKET;
  }

  /** Sends a query, and returns the function that ends the wait for its answer. */
  ask(asking: Asking): () => void {
    const sent = { id: this.#freeId(), asking };
    this.#asked += 1;
    this.#waiting.add(sent);
    const { endpoint } = asking;
    this.#socket.send(asking.encode(sent.id), endpoint.port, endpoint.address, (error) => {
      if (error !== null) asking.giveUp();
    });
    return () => {
      this.#waiting.delete(sent);
      this.#closeIfOver();
    };
  }

  /** Closes the socket as soon as no question awaits an answer. */
  retire(): void {
    this.#isRetired = true;
    this.#closeIfOver();
  }

  #receive(packet: Buffer, from: RemoteInfo): void {
    const asking = packet.length < ID_BYTES ? undefined : this.#withId(packet.readUInt16BE(0))?.asking;
    // A forged packet must not end the wait for the real answer (RFC 5452 §9.1).
    if (asking !== undefined && isFrom(asking.endpoint, from)) asking.receive(packet);
  }

  #break(): void {
    this.#isBroken = true;
    for (const { asking } of this.#waiting) asking.giveUp();
  }

  #freeId(): number {
    for (;;) {
      const id = randomBits();
      if (this.#withId(id) === undefined) return id;
    }
  }

  #withId(id: number): Sent | undefined {
    return this.#waiting.find((sent) => sent.id === id);
  }

  #closeIfOver(): void {
    if (!this.#isRetired || this.#isClosed || this.#waiting.size > 0) return;
    this.#isClosed = true;
    this.#socket.close();
  }
}

/** The destination is an address already, but Node would resolve it like a name. */
const addressItself =
  (family: 4 | 6): NonNullable<SocketOptions["lookup"]> =>
  (address, _options, found) =>
    found(null, address, family);

/** Only IPv6 addresses contain a colon; Node's `isIPv6` would apply a long expression to every address. */
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
