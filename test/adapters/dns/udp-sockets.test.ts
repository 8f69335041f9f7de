import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { createUdpSockets } from "#adapters/dns/udp-sockets";

const QUESTIONS = 3_000;
const MOST_FROM_A_PORT = 256;
const POOL = 64;

async function openServer(): Promise<{ readonly server: Socket; readonly port: number }> {
  const server = createSocket("udp4");
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())));
  server.bind(0, "127.0.0.1");
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
