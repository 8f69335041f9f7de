import { createSocket } from "node:dgram";
import { connect, isIPv6 } from "node:net";
import { encodeQuery, type Query, type Reading, readReply } from "./message.ts";

/** The address and port that a query is sent to. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** The time limit of a query, and the size limit of its answer. */
export interface TimeLimits {
  readonly queryMs: number;
  readonly messageBytes: number;
  readonly signal: AbortSignal;
}

/** The reading of a reply, or "silent" if none came in time or the network refused. */
export type TransportReply = Exclude<Reading, { kind: "stranger" }> | { readonly kind: "silent" };

const LENGTH_BYTES = 2;

/** Asks over UDP from a new port; the socket is connected, so that it receives packets of this server only. */
export function askOverUdp(
  endpoint: Endpoint,
  query: Query,
  timeLimits: TimeLimits,
): Promise<TransportReply> {
  return waitFor(timeLimits, (finish) => {
    const socket = createSocket(isIPv6(endpoint.address) ? "udp6" : "udp4");
    socket.on("error", () => finish({ kind: "silent" }));
    socket.on("message", (packet) => {
      const reading = readReply(packet, query, timeLimits.messageBytes);
      // A forged packet must not end the wait for the true answer (RFC 5452 §9.1).
      if (reading.kind !== "stranger") finish(reading);
    });
    socket.on("connect", () => socket.send(encodeQuery(query)));
    socket.connect(endpoint.port, endpoint.address);
    return () => socket.close();
  });
}

/** Asks over TCP (RFC 7766), needed after a truncated answer. */
export function askOverTcp(
  endpoint: Endpoint,
  query: Query,
  timeLimits: TimeLimits,
): Promise<TransportReply> {
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
  { queryMs, signal }: TimeLimits,
  start: (finish: (reply: TransportReply) => void) => () => void,
): Promise<TransportReply> {
  return new Promise((resolve) => {
    let ended = false;
    const finish = (reply: TransportReply): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      stop();
      resolve(reply);
    };
    const giveUp = (): void => finish({ kind: "silent" });
    const timer = setTimeout(giveUp, queryMs);
    signal.addEventListener("abort", giveUp);
    const stop = start(finish);
  });
}
