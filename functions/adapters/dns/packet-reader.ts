import { MalformedPacketError } from "./malformed-packet-error.ts";

const HEADER_BYTES = 12;
/** RFC 1035 §4.1.4: the two high bits of a length byte mark a pointer to an earlier name. */
const POINTER = 0xc0;
const POINTER_BYTES = 2;
/** The limits of RFC 1035 §2.3.4, in bytes on the wire. */
const LONGEST_LABEL = 63;
const LONGEST_NAME = 255;
/** The longest name has 127 labels, so a name with more pointers is an attack. */
const MOST_POINTERS = 127;
const DOT = 0x2e;
const BACKSLASH = 0x5c;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
const TO_LOWER = 0x20;
const NOT_ASCII = 0x80;

/** An escaped byte of a name takes at most two characters. */
const text = Buffer.alloc(2 * LONGEST_NAME);

/** Reads the parts of one packet in order; throws MalformedPacketError if a part is missing or incomplete. */
export class PacketReader {
  /** The offset of the next part. */
  at = HEADER_BYTES;
  readonly #packet: Buffer;
  #question: string | undefined;

  constructor(packet: Buffer) {
    this.#packet = packet;
  }

  /**
   * Reads the name of the question, and returns whether it is this canonical name. Most answers repeat the
   * name exactly and then point to it, so it is compared without decoding.
   */
  isQuestion(name: string): boolean {
    if (this.#skips(name)) this.#question = name;
    else this.#question = this.name();
    return this.#question === name;
  }

  /** Reads a one-byte number. */
  uint8(): number {
    const value = this.#byte(this.at);
    this.at += 1;
    return value;
  }

  /** Reads a two-byte number. */
  uint16(): number {
    const value = (this.#byte(this.at) << 8) | this.#byte(this.at + 1);
    this.at += 2;
    return value;
  }

  /** Reads a four-byte number. */
  uint32(): number {
    return this.uint16() * 0x1_0000 + this.uint16();
  }

  /** Reads this many bytes. */
  bytes(length: number): Buffer {
    const from = this.at;
    this.skip(length);
    return this.#packet.subarray(from, this.at);
  }

  /** Reads this many bytes of UTF-8. */
  text(length: number): string {
    const from = this.at;
    this.skip(length);
    return this.#packet.toString("utf8", from, this.at);
  }

  /** Skips this many bytes. */
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
        // Pointers may only lead backwards, which makes endless names impossible.
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

  /** Skips a name that is written in full and in exactly these letters; does not move for any other name. */
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
    // The root name consists of its length byte only; any other name ends with a label of length zero.
    if (labelEnd !== length || (length > 0 && packet[end] !== 0)) return false;
    this.at = length === 0 ? start : end + 1;
    return true;
  }

  /** Copies a label to the text of a name in lower case (RFC 4343), and returns its end there. */
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
