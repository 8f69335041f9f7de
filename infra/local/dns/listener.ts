import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { createServer, isIPv6, type Server, type Socket } from "node:net";

/** The local address and the transport of a received packet. */
interface Arrival {
  readonly server: string;
  readonly tcp: boolean;
}

/** Returns the answer to a packet, or `undefined` for no answer. */
export type Responder = (
  message: Buffer,
  arrival: Arrival,
) => Buffer | undefined | Promise<Buffer | undefined>;

/** An open pair of UDP and TCP sockets on one address and port. */
export interface DnsListener {
  readonly port: number;
  close(): Promise<void>;
}

/** RFC 7766 §6.2.3 recommends an idle time-out "on the order of a few seconds". */
const TCP_IDLE_MS = 10_000;
const TCP_CONNECTIONS = 200;
/**
 * The prober asks thousands of questions at once, and what the socket cannot hold is lost. The system may
 * grant less.
 */
const UDP_BUFFER_BYTES = 4 * 1024 * 1024;
const PORT_ATTEMPTS = 20;

function openUdp(host: string, port: number): Promise<UdpSocket> {
  const socket = createSocket({ type: isIPv6(host) ? "udp6" : "udp4", recvBufferSize: UDP_BUFFER_BYTES });
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind({ address: host, port, exclusive: true }, () => resolve(socket.off("error", reject)));
  });
}

function openTcp(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Splits a TCP stream into messages; two octets with the length precede each message: RFC 1035 §4.2.2. */
function readStream(socket: Socket, onMessage: (message: Buffer) => void): void {
  let pending = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      onMessage(pending.subarray(2, end));
      pending = pending.subarray(end);
    }
  });
}

function writeStream(socket: Socket, message: Buffer): void {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  if (socket.writable) socket.write(Buffer.concat([length, message]));
}

/** Listens on UDP and TCP; port 0 takes a port that is free for both. */
export async function listenForDns(
  host: string,
  port: number,
  respond: Responder,
  attemptsLeft = PORT_ATTEMPTS,
): Promise<DnsListener> {
  const udp = await openUdp(host, port);
  const chosen = udp.address().port;
  const connections = new Set<Socket>();
  const tcp = createServer((socket) => {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.setTimeout(TCP_IDLE_MS, () => socket.destroy());
    readStream(socket, async (message) => {
      const response = await respond(message, { server: host, tcp: true });
      if (response !== undefined) writeStream(socket, response);
    });
  });
  tcp.maxConnections = TCP_CONNECTIONS;
  try {
    await openTcp(tcp, host, chosen);
  } catch (error) {
    await new Promise<void>((resolve) => udp.close(resolve));
    if (port !== 0 || attemptsLeft === 0) throw error;
    return listenForDns(host, port, respond, attemptsLeft - 1);
  }
  udp.on("message", async (message, peer) => {
    const response = await respond(message, { server: host, tcp: false });
    // Errors are ignored: the client or the socket may be closed by now.
    if (response !== undefined && open) udp.send(response, peer.port, peer.address, () => undefined);
  });
  udp.on("error", () => undefined);
  let open = true;
  return {
    port: chosen,
    async close() {
      open = false;
      for (const socket of connections) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(resolve)),
        new Promise<void>((resolve) => tcp.close(() => resolve())),
      ]);
    },
  };
}
