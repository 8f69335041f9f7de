import { createSocket } from "node:dgram";
import * as dnsPacket from "dns-packet";
import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { ask } from "../../support/dns-asking.ts";
import { serveZones } from "../../support/zones.ts";

const D = "oxfordstones.example";

async function rawAsker(port: number): Promise<(message: Uint8Array) => Promise<Buffer>> {
  const socket = createSocket("udp4");
  onTestFinished(() => void socket.close());
  await new Promise<void>((resolve) => socket.connect(port, "127.0.0.1", resolve));
  return (message) =>
    new Promise((resolve) => {
      socket.once("message", resolve);
      socket.send(message);
    });
}

function question({ flags = 0, name = D, questions = 1, edns = 0 } = {}): Buffer {
  const opt = { type: "OPT" as const, name: ".", udpPayloadSize: 4096, extendedRcode: 0 };
  return dnsPacket.encode({
    id: 4711,
    flags,
    questions: Array.from({ length: questions }, () => ({ name, type: "TXT" as const })),
    additionals: edns < 0 ? [] : [{ ...opt, ednsVersion: edns, flags: 0, flag_do: false, options: [] }],
  });
}

it.each([
  ["another opcode: NOTIMP", question({ flags: 4 << 11 }), 4],
  ["no question: FORMERR", question({ questions: 0 }), 1],
  ["two questions: FORMERR", question({ questions: 2 }), 1],
  ["a cut packet: FORMERR", question().subarray(0, 20), 1],
  [
    "a dot inside a label, which is the name of no zone: REFUSED",
    Buffer.from(question().toString("latin1").replace("\x0coxfordstones", "\x0coxford.tones"), "latin1"),
    5,
  ],
])("answers %s", async (_case, message, rcode) => {
  const { server } = await serveZones({ [D]: "" });
  const response = await (await rawAsker(server.port))(message);
  expect(response.readUInt16BE(0)).toBe(4711);
  expect(response.readUInt16BE(2) & 0x800f).toBe(0x8000 | rcode);
});

it("never offers recursion, and echoes RD", async () => {
  const { server } = await serveZones({ [D]: "" });
  const message = question({ flags: dnsPacket.RECURSION_DESIRED });
  const response = dnsPacket.decode(await (await rawAsker(server.port))(message));
  expect(response).toMatchObject({ flag_rd: true, flag_ra: false });
});

it("answers with EDNS to queries with EDNS, and supports only version 0", async () => {
  const { server } = await serveZones({ [D]: "" });
  const asker = await rawAsker(server.port);
  expect(dnsPacket.decode(await asker(question())).additionals).toMatchObject([{ udpPayloadSize: 1232 }]);
  expect(dnsPacket.decode(await asker(question({ edns: -1 }))).additionals).toEqual([]);
  expect(dnsPacket.decode(await asker(question({ edns: 1 }))).additionals).toMatchObject([
    { extendedRcode: 1 },
  ]);
});

it("keeps to 512 octets without EDNS, to 1232 with it", async () => {
  const many = Array.from({ length: 4 }, (_, index) => `many TXT "${index}${"x".repeat(199)}"`).join("\n");
  const { server } = await serveZones({ [D]: many });
  const asker = await rawAsker(server.port);
  const plain = dnsPacket.decode(await asker(question({ name: `many.${D}`, edns: -1 })));
  const extended = dnsPacket.decode(await asker(question({ name: `many.${D}` })));
  expect(plain).toMatchObject({ flag_tc: true, answers: [] });
  expect(extended.flag_tc).toBe(false);
  expect(extended.answers).toHaveLength(4);
});

it("survives any packet", async () => {
  const { server, reports } = await serveZones({ [D]: "" });
  const socket = createSocket("udp4");
  onTestFinished(() => void socket.close());
  const mutated = fc
    .tuple(fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 8 }), fc.nat(60))
    .map(([changes, length]) => {
      const message = Buffer.from(question());
      for (const [at, value] of changes) message[at % message.length] = value;
      return message.subarray(0, message.length - length);
    });
  const packets = fc.sample(fc.oneof(mutated, fc.uint8Array({ maxLength: 80 })), { numRuns: 3000, seed: 7 });
  for (const [index, packet] of packets.entries()) {
    socket.send(packet, server.port, "127.0.0.1");
    if (index % 100 === 99) await ask(server, D, "SOA");
  }
  expect(await ask(server, D, "SOA")).toMatchObject({ rcode: 0, authoritative: true });
  expect(reports).toEqual([]);
});
