import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { decode } from "dns-packet";
import { type Host, reply } from "./dns-host.ts";

/** A query that a host received. */
interface Received {
  readonly host: string;
  readonly name: string;
  readonly type: string;
  readonly recursive: boolean;
  readonly tcp: boolean;
}

/** Servers on loopback addresses that share one port. */
export interface DnsNetwork {
  readonly port: number;
  readonly received: readonly Received[];
  stop(): Promise<void>;
}

const ATTEMPTS = 20;
const FIRST = "127.0.0.1";

/** Starts one server over UDP and TCP for each declared address. */
export async function startDnsNetwork(hosts: Readonly<Record<string, Host>>): Promise<DnsNetwork> {
  const received: Received[] = [];
  const sockets: (Socket | Server)[] = [];
  const addresses = Object.keys(hosts);
  const port = await freePort(addresses);

  for (const [address, host] of Object.entries(hosts)) {
    const note = (packet: Buffer, tcp: boolean): Buffer | undefined => {
      const query = decode(packet);
      const [question] = query.questions ?? [];
      if (question === undefined) return undefined;
      received.push({
        host: address,
        name: question.name,
        type: question.type,
        recursive: query.flag_rd,
        tcp,
      });
      return reply(host, query, question, tcp);
    };
    const udp = createSocket("udp4");
    udp.on("message", (packet, from) => {
      const answer = note(packet, false);
      if (answer === undefined) return;
      if (host.wrongSource === undefined) {
        udp.send(answer, from.port, from.address);
        return;
      }
      const other = createSocket("udp4");
      const send = (): void => other.send(answer, from.port, from.address, () => other.close());
      other.bind(0, host.wrongSource, send);
    });
    udp.bind(port, address);
    const tcp = createServer((connection) => {
      connection.on("error", () => connection.destroy());
      connection.on("data", (data) => {
        const answer = note(data.subarray(2), true);
        if (answer === undefined) {
          connection.destroy();
          return;
        }
        const framed = Buffer.concat([Buffer.from([answer.length >> 8, answer.length & 0xff]), answer]);
        // The message is sent in two pieces, because TCP does not keep message boundaries.
        connection.write(framed.subarray(0, 1));
        setImmediate(() => connection.write(framed.subarray(1)));
      });
    });
    tcp.listen(port, address);
    await Promise.all([once(udp, "listening"), once(tcp, "listening")]);
    sockets.push(udp, tcp);
  }

  return {
    port,
    received,
    async stop() {
      await Promise.all(
        sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
      );
    },
  };
}

/** Returns a port that is free for UDP and TCP on all addresses. */
async function freePort(addresses: readonly string[]): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const probe = createSocket("udp4");
    probe.bind(0, FIRST);
    await once(probe, "listening");
    const { port } = probe.address();
    await new Promise<void>((resolve) => probe.close(() => resolve()));
    const free = await Promise.all(addresses.map((address) => isFree(address, port)));
    if (free.every(Boolean)) return port;
  }
  throw new Error(`no port is free on all of ${addresses.join(", ")}`);
}

async function isFree(address: string, port: number): Promise<boolean> {
  const server = createServer().listen(port, address);
  try {
    await once(server, "listening");
    return (server.address() as AddressInfo).port === port;
  } catch {
    return false;
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
