import { connect } from "node:net";
import type { Endpoint } from "./endpoint.ts";
import { encodeQuery, type Query, readReply } from "./message.ts";
import { randomBits } from "./random-bits.ts";
import { type Asking, createUdpSockets } from "./udp-sockets.ts";
import { type Session, type TimeLimits, type TransportReply, Waiting } from "./waiting.ts";

/** A query without its id, which the transport chooses. */
export type Unnumbered = Omit<Query, "id">;

const LENGTH_BYTES = 2;

/** One pool serves the whole process, however many sessions there are. */
const sockets = createUdpSockets();

/** A question over UDP. It accepts only packets from this server with this query's random id. */
class UdpQuestion extends Waiting implements Asking {
  readonly endpoint: Endpoint;
  readonly #asked: Unnumbered;
  #query: Query | undefined;

  constructor(
    endpoint: Endpoint,
    asked: Unnumbered,
    limits: TimeLimits,
    session: Session | undefined,
    resolve: (reply: TransportReply) => void,
  ) {
    super(limits, session, resolve);
    this.endpoint = endpoint;
    this.#asked = asked;
    this.stop = sockets.ask(this);
  }

  encode(id: number): Buffer {
    this.#query = { ...this.#asked, id };
    return encodeQuery(this.#query);
  }

  receive(packet: Buffer): void {
    if (this.#query === undefined) return;
    const reading = readReply(packet, this.#query, this.limits.messageBytes);
    if (reading.kind !== "stranger") this.finish(reading);
  }
}

/** Asks over UDP from a random port. */
export function askOverUdp(
  endpoint: Endpoint,
  asked: Unnumbered,
  limits: TimeLimits,
  session?: Session,
): Promise<TransportReply> {
  return new Promise((resolve) => new UdpQuestion(endpoint, asked, limits, session, resolve));
}

/** Asks over TCP (RFC 7766), which a truncated answer requires. */
export function askOverTcp(
  endpoint: Endpoint,
  asked: Unnumbered,
  limits: TimeLimits,
  session?: Session,
): Promise<TransportReply> {
  const query = { ...asked, id: randomBits() };
  return new Promise((resolve) => {
    const waiting = new Waiting(limits, session, resolve);
    const socket = connect({ host: endpoint.address, port: endpoint.port });
    waiting.stop = () => socket.destroy();
    let received = Buffer.alloc(0);
    socket.on("error", () => waiting.giveUp());
    socket.on("close", () => waiting.giveUp());
    socket.on("connect", () => {
      const message = encodeQuery(query);
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt16BE(message.length);
      socket.write(Buffer.concat([length, message]));
    });
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < LENGTH_BYTES) return;
      const end = LENGTH_BYTES + received.readUInt16BE(0);
      if (end > LENGTH_BYTES + limits.messageBytes) return waiting.finish({ kind: "malformed" });
      if (received.length < end) return;
      const reading = readReply(received.subarray(LENGTH_BYTES, end), query, limits.messageBytes);
      waiting.finish(reading.kind === "reply" ? reading : { kind: "malformed" });
    });
  });
}
