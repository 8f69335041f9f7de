import { createSocket } from "node:dgram";
import { connect, isIPv6 } from "node:net";
import { encodeQuery, type Query, type Reading, readReply } from "./message.ts";

/** Where a query is sent. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** How long one packet is waited for, and how much of it is read. */
export interface TimeLimits {
  readonly queryMs: number;
  readonly messageBytes: number;
  readonly signal: AbortSignal;
}

/** What came back, or "silent" when nothing did in time or the network refused. */
export type TransportReply = Exclude<Reading, { kind: "stranger" }> | { readonly kind: "silent" };

const LENGTH_BYTES = 2;

/** Asks over UDP, from a port of its own; the socket is connected, so only the server's own packets are read. */
export function askOverUdp(endpoint: Endpoint, query: Query, patience: TimeLimits): Promise<TransportReply> {
  return waitFor(patience, (tell) => {
    const socket = createSocket(isIPv6(endpoint.address) ? "udp6" : "udp4");
    socket.on("error", () => tell({ kind: "silent" }));
    socket.on("message", (packet) => {
      const reading = readReply(packet, query, patience.messageBytes);
      // A forger must not be able to end the wait for the true answer (RFC 5452 §9.1).
      if (reading.kind !== "stranger") tell(reading);
    });
    socket.on("connect", () => socket.send(encodeQuery(query)));
    socket.connect(endpoint.port, endpoint.address);
    return () => socket.close();
  });
}

/** Asks over TCP (RFC 7766), as after a truncated answer. */
export function askOverTcp(endpoint: Endpoint, query: Query, patience: TimeLimits): Promise<TransportReply> {
  return waitFor(patience, (tell) => {
    const socket = connect({ host: endpoint.address, port: endpoint.port });
    let received = Buffer.alloc(0);
    socket.on("error", () => tell({ kind: "silent" }));
    socket.on("close", () => tell({ kind: "silent" }));
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
      if (end > LENGTH_BYTES + patience.messageBytes) return tell({ kind: "malformed" });
      if (received.length < end) return;
      const reading = readReply(received.subarray(LENGTH_BYTES, end), query, patience.messageBytes);
      tell(reading.kind === "reply" ? reading : { kind: "malformed" });
    });
    return () => socket.destroy();
  });
}

/** Starts an exchange and ends it at the first thing told, at the time-out, or when the look is over. */
function waitFor(
  { queryMs, signal }: TimeLimits,
  start: (tell: (heard: TransportReply) => void) => () => void,
): Promise<TransportReply> {
  return new Promise((resolve) => {
    let ended = false;
    const tell = (heard: TransportReply): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      stop();
      resolve(heard);
    };
    const giveUp = (): void => tell({ kind: "silent" });
    const timer = setTimeout(giveUp, queryMs);
    signal.addEventListener("abort", giveUp);
    const stop = start(tell);
  });
}
