import { MalformedPacketError } from "./malformed-packet-error.ts";

const HEADER_BYTES = 12;
/** RFC 1035 §4.1.4: the two high bits of a length mark a pointer to an earlier name. */
const POINTER = 0xc0;
const POINTER_BYTES = 2;
/** RFC 1035 §2.3.4, in bytes on the wire. */
const LONGEST_LABEL = 63;
const LONGEST_NAME = 255;
/** A name of the greatest length has 127 labels, so that more pointers than that are an attack. */
const MOST_POINTERS = 127;
const DOT = 0x2e;
const BACKSLASH = 0x5c;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
const TO_LOWER = 0x20;
const NOT_ASCII = 0x80;

/** Each byte of a name takes two at most, once it is escaped. */
const text = Buffer.alloc(2 * LONGEST_NAME);

/** Reads the parts of one packet in their order; throws MalformedPacketError for a part that the packet does not hold. */
export class PacketReader {
  /** The offset of the next part. */
  at = HEADER_BYTES;
  readonly #packet: Buffer;
  #question: string | undefined;

  constructor(packet: Buffer) {
    this.#packet = packet;
  }

  /**
   * Reads the name of the question, and returns whether it is this name in canonical form. Most answers repeat it letter
   * by letter, and then point to it: such a name is compared without being decoded.
   */
  isQuestion(name: string): boolean {
    if (this.#skips(name)) this.#question = name;
    else this.#question = this.name();
    return this.#question === name;
  }

  /** Reads a number of one byte. */
  uint8(): number {
    const value = this.#byte(this.at);
    this.at += 1;
    return value;
  }

  /** Reads a number of two bytes. */
  uint16(): number {
    const value = (this.#byte(this.at) << 8) | this.#byte(this.at + 1);
    this.at += 2;
    return value;
  }

  /** Reads a number of four bytes. */
  uint32(): number {
    return this.uint16() * 0x1_0000 + this.uint16();
  }

  /** Reads so many bytes. */
  bytes(length: number): Buffer {
    const from = this.at;
    this.skip(length);
    return this.#packet.subarray(from, this.at);
  }

  /** Reads so many bytes of UTF-8. */
  text(length: number): string {
    const from = this.at;
    this.skip(length);
    return this.#packet.toString("utf8", from, this.at);
  }

  /** Goes on behind so many bytes. */
  skip(length: number): void {
    if (this.at + length > this.#packet.length) throw new MalformedPacketError();
    this.at += length;
  }

  /** Reads a name in canonical form; dots and backslashes inside labels are escaped (RFC 1035 §5.1). */
  name(): string {
    if (this.#question !== undefined && this.#isPointerToQuestion()) {
      this.at += POINTER_BYTES;
      return this.#question;
    }
    let at = this.at;
    let end: number | undefined;
    let pointers = 0;
    let wireBytes = 1;
    let written = 0;
    for (let length = this.#byte(at); length !== 0; length = this.#byte(at)) {
      if (length >= POINTER) {
        const target = ((length & ~POINTER) << 8) | this.#byte(at + 1);
        end ??= at + 2;
        pointers += 1;
        // Pointers lead back only, so that no name is endless.
        if (target >= at || pointers > MOST_POINTERS) throw new MalformedPacketError();
        at = target;
        continue;
      }
      wireBytes += length + 1;
      if (length > LONGEST_LABEL || wireBytes > LONGEST_NAME) throw new MalformedPacketError();
      if (written > 0) text[written++] = DOT;
      written = this.#copyLabel(at + 1, length, written);
      at += 1 + length;
    }
    this.at = end ?? at + 1;
    return written === 0 ? "." : nameIn(written);
  }

  #isPointerToQuestion(): boolean {
    return this.#packet[this.at] === POINTER && this.#packet[this.at + 1] === HEADER_BYTES;
  }

  /** Goes on behind a name that is written in full and in these letters; stays where it is before any other. */
  #skips(name: string): boolean {
    const packet = this.#packet;
    const start = this.at + 1;
    const length = name === "." ? 0 : name.length;
    let labelEnd = packet[this.at] ?? 0;
    for (let at = 0; at < length; at += 1) {
      const letter = name.charCodeAt(at);
      if (at === labelEnd && letter === DOT) labelEnd = at + 1 + (packet[start + at] ?? 0);
      else if (letter === DOT || letter !== packet[start + at]) return false;
    }
    const end = start + length;
    // The root's length is that of its only label, and otherwise a label of no length ends the name.
    if (labelEnd !== length || (length > 0 && packet[end] !== 0)) return false;
    this.at = length === 0 ? start : end + 1;
    return true;
  }

  /** Copies a label to the text of a name in lower case (RFC 4343), and returns where it ends there. */
  #copyLabel(from: number, length: number, start: number): number {
    let written = start;
    for (let at = from; at < from + length; at += 1) {
      const byte = this.#byte(at);
      if (byte === DOT || byte === BACKSLASH) text[written++] = BACKSLASH;
      text[written++] = byte >= UPPER_A && byte <= UPPER_Z ? byte + TO_LOWER : byte;
    }
    return written;
  }

  #byte(at: number): number {
    const byte = this.#packet[at];
    if (byte === undefined) throw new MalformedPacketError();
    return byte;
  }
}

function nameIn(length: number): string {
  for (let at = 0; at < length; at += 1) {
    if ((text[at] ?? 0) >= NOT_ASCII) return text.toString("utf8", 0, length);
  }
  return text.toString("latin1", 0, length);
}
