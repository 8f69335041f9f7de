import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { networkInterfaces } from "node:os";
import { expect, it, onTestFinished } from "vitest";
import { createUdpSockets } from "#adapters/dns/udp-sockets";

const QUESTIONS = 3_000;
const MOST_FROM_A_PORT = 256;
const POOL = 64;

const hasIpv6 = Object.values(networkInterfaces()).some((one) =>
  one?.some(({ address }) => address === "::1"),
);

async function openServer(
  address = "127.0.0.1",
): Promise<{ readonly server: Socket; readonly port: number }> {
  const server = createSocket(address.includes(":") ? "udp6" : "udp4");
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())));
  server.bind(0, address);
  await once(server, "listening");
  return { server, port: server.address().port };
}

/** Makes a packet that contains only its id. */
function packetOf(id: number): Buffer {
  const packet = Buffer.alloc(2);
  packet.writeUInt16BE(id);
  return packet;
}

it("asks from many random ports, and from none of them for long", async () => {
  const { server, port } = await openServer();
  const askedFrom = new Map<number, number>();
  const ids = new Set<number>();
  server.on("message", (packet, from) => {
    askedFrom.set(from.port, (askedFrom.get(from.port) ?? 0) + 1);
    ids.add(packet.readUInt16BE(0));
    server.send(packet, from.port, from.address);
  });
  const sockets = createUdpSockets();
  for (let asked = 0; asked < QUESTIONS; asked += 1) {
    await new Promise<void>((resolve, reject) => {
      const done = sockets.ask({
        endpoint: { address: "127.0.0.1", port },
        encode: packetOf,
        receive() {
          done();
          resolve();
        },
        giveUp: () => reject(new Error("refused")),
      });
    });
  }
  expect(askedFrom.size).toBeGreaterThanOrEqual(POOL);
  expect(Math.max(...askedFrom.values())).toBeLessThanOrEqual(MOST_FROM_A_PORT);
  expect(ids.size).toBeGreaterThan(QUESTIONS / 2);
});

it("accepts replies only from the server that was asked", async () => {
  const { server, port } = await openServer();
  const other = await openServer();
  server.on("message", (packet, from) => {
    other.server.send(packet, from.port, from.address, () => {
      server.send(Buffer.concat([packet, Buffer.from("true")]), from.port, from.address);
    });
  });
  const heard = await new Promise<Buffer>((resolve, reject) => {
    createUdpSockets().ask({
      endpoint: { address: "127.0.0.1", port },
      encode: packetOf,
      receive: resolve,
      giveUp: () => reject(new Error("refused")),
    });
  });
  expect(heard.subarray(2).toString()).toBe("true");
});

/** Asks once, and returns the packet that is received; undefined if the network refuses the query. */
function askOnce(address: string, port: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const done = createUdpSockets().ask({
      endpoint: { address, port },
      encode: packetOf,
      receive(packet) {
        done();
        resolve(packet);
      },
      giveUp: () => resolve(undefined),
    });
  });
}

it.runIf(hasIpv6).each(["::1", "0:0:0:0:0:0:0:1"])(
  "accepts a reply from an IPv6 address written as %s",
  async (address) => {
    const { server, port } = await openServer("::1");
    server.on("message", (packet, from) => server.send(packet, from.port, from.address));
    expect(await askOnce(address, port)).toHaveLength(2);
  },
);

it("says that the network refuses a query", async () => {
  expect(await askOnce("255.255.255.255", 53)).toBeUndefined();
});

/** True if a socket holds this port. */
async function isTaken(port: number): Promise<boolean> {
  const socket = createSocket("udp4");
  const outcome = new Promise<boolean>((resolve) => {
    socket.once("listening", () => resolve(false)).once("error", () => resolve(true));
  });
  socket.bind({ port, address: "127.0.0.1", exclusive: true });
  const isHeld = await outcome;
  socket.close();
  return isHeld;
}

/**
 * Asks until a socket is replaced by another one. Returns the ports of the sockets that are used up, and the
 * functions that end the wait of one question of each socket, if it is to wait.
 */
async function useUpOne(keepsOne: boolean) {
  const { server, port } = await openServer();
  const asked = new Map<number, number>();
  const waiting: (() => void)[] = [];
  let from = 0;
  server.on("message", (packet, sender) => {
    from = sender.port;
    server.send(packet, sender.port, sender.address);
  });
  const sockets = createUdpSockets();
  while (asked.size <= POOL) {
    await new Promise<void>((resolve, reject) => {
      const done = sockets.ask({
        endpoint: { address: "127.0.0.1", port },
        encode: packetOf,
        receive() {
          if (keepsOne && !asked.has(from)) waiting.push(done);
          else done();
          resolve();
        },
        giveUp: () => reject(new Error("refused")),
      });
    });
    asked.set(from, (asked.get(from) ?? 0) + 1);
  }
  const ports = [...asked].flatMap(([one, count]) => (count === MOST_FROM_A_PORT ? [one] : []));
  const open = async () => (await Promise.all(ports.map(isTaken))).filter(Boolean).length;
  return { ports, open, waiting };
}

it("closes a socket that is used up as soon as no question awaits an answer", async () => {
  const { ports, open } = await useUpOne(false);
  expect(await open()).toBe(ports.length - 1);
  const waited = await useUpOne(true);
  expect(await waited.open()).toBe(waited.ports.length);
  for (const done of waited.waiting) done();
  expect(await waited.open()).toBe(waited.ports.length - 1);
});
