import type { Random } from "../../support/random.ts";

const HEADER_BYTES = 12;
const POINTER = 0xc000;

/** A way to damage a packet, which may be changed in place. */
type Mutation = (packet: Buffer, random: Random) => Buffer;

const place = (packet: Buffer, random: Random, room = 1): number => random.below(packet.length - room + 1);

const MUTATIONS: readonly Mutation[] = [
  function flipBit(packet, random) {
    const at = place(packet, random);
    packet[at] = (packet[at] ?? 0) ^ (1 << random.below(8));
    return packet;
  },
  function setByte(packet, random) {
    packet[place(packet, random)] = random.pick([0, 1, 0x3f, 0x40, 0x80, 0xc0, 0xff, random.below(256)]);
    return packet;
  },
  function pointAnywhere(packet, random) {
    packet.writeUInt16BE(POINTER | random.below(packet.length), place(packet, random, 2));
    return packet;
  },
  function miscount(packet, random) {
    packet.writeUInt16BE(random.pick([0, 1, 2, 255, 0xffff]), 4 + 2 * random.below(4));
    return packet;
  },
  function mislength(packet, random) {
    packet.writeUInt16BE(random.pick([0, 1, 255, 0xffff, random.below(600)]), place(packet, random, 2));
    return packet;
  },
  function cut(packet, random) {
    return packet.subarray(0, HEADER_BYTES + random.below(packet.length - HEADER_BYTES + 1));
  },
  function repeat(packet, random) {
    const from = place(packet, random);
    return Buffer.concat([packet, packet.subarray(from, from + random.below(200))]);
  },
  function remove(packet, random) {
    const from = HEADER_BYTES + random.below(packet.length - HEADER_BYTES + 1);
    return Buffer.concat([packet.subarray(0, from), packet.subarray(from + random.below(20))]);
  },
];

const MOST = 6;

/** Returns a packet with a few damages, and with its original id. */
export function mutate(original: Buffer, random: Random): Buffer {
  let packet: Buffer = Buffer.from(original);
  for (let left = 1 + random.below(MOST); left > 0; left -= 1)
    packet = random.pick(MUTATIONS)(packet, random);
  // The id is kept, because a packet with another id is ignored without being read.
  original.copy(packet, 0, 0, 2);
  return packet;
}
