import { randomInt } from "node:crypto";
import { connect } from "node:net";
import type { Endpoint } from "./endpoint.ts";
import { encodeQuery, type Query, type Reading, readReply } from "./message.ts";
import { createUdpSockets } from "./udp-sockets.ts";

/** The time limit of a query, and the size limit of its answer. */
export interface TimeLimits {
  readonly queryMs: number;
  readonly messageBytes: number;
  /** What to call at the end of the session. */
  readonly drops?: Set<() => void>;
}

/** The reading of a reply, or "silent" if none came in time or the network refused. */
export type TransportReply = Exclude<Reading, { kind: "stranger" }> | { readonly kind: "silent" };

/** A query whose id the transport draws. */
type Unnumbered = Omit<Query, "id">;

const IDS = 0x1_0000;
const LENGTH_BYTES = 2;

/** One pool for the whole process, whatever its number of sessions. */
const sockets = createUdpSockets();

/** Asks over UDP from a random port; only packets of this server with the random id of this query are read. */
export function askOverUdp(
  endpoint: Endpoint,
  asked: Unnumbered,
  timeLimits: TimeLimits,
): Promise<TransportReply> {
  return waitFor(timeLimits, (finish) => {
    let query: Query | undefined;
    return sockets.ask({
      endpoint,
      encode(id) {
        query = { ...asked, id };
        return encodeQuery(query);
      },
      receive(packet) {
        const reading = query && readReply(packet, query, timeLimits.messageBytes);
        if (reading !== undefined && reading.kind !== "stranger") finish(reading);
      },
      fail: () => finish({ kind: "silent" }),
    });
  });
}

/** Asks over TCP (RFC 7766), needed after a truncated answer. */
export function askOverTcp(
  endpoint: Endpoint,
  asked: Unnumbered,
  timeLimits: TimeLimits,
): Promise<TransportReply> {
  const query = { ...asked, id: randomInt(IDS) };
  return waitFor(timeLimits, (finish) => {
    const socket = connect({ host: endpoint.address, port: endpoint.port });
    let received = Buffer.alloc(0);
    socket.on("error", () => finish({ kind: "silent" }));
    socket.on("close", () => finish({ kind: "silent" }));
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
      if (end > LENGTH_BYTES + timeLimits.messageBytes) return finish({ kind: "malformed" });
      if (received.length < end) return;
      const reading = readReply(received.subarray(LENGTH_BYTES, end), query, timeLimits.messageBytes);
      finish(reading.kind === "reply" ? reading : { kind: "malformed" });
    });
    return () => socket.destroy();
  });
}

/** Waits until `start` finishes, for the time-out, or for the end of the session. */
function waitFor(
  { queryMs, drops }: TimeLimits,
  start: (finish: (reply: TransportReply) => void) => () => void,
): Promise<TransportReply> {
  return new Promise((resolve) => {
    let ended = false;
    const finish = (reply: TransportReply): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      drops?.delete(giveUp);
      stop();
      resolve(reply);
    };
    const giveUp = (): void => finish({ kind: "silent" });
    const timer = setTimeout(giveUp, queryMs);
    drops?.add(giveUp);
    const stop = start(finish);
  });
}
