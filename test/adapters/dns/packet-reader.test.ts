import { describe, expect, it } from "vitest";
import { MalformedPacketError } from "#adapters/dns/malformed-packet-error";
import { PacketReader } from "#adapters/dns/packet-reader";

const HEADER = Buffer.alloc(12);
const QUESTION_AT = 12;

/** Makes a reader of a packet with these bytes after its header; a text becomes a label. */
function readerOf(...parts: readonly (string | readonly number[])[]): PacketReader {
  const written = parts.map((part) =>
    typeof part === "string" ? Buffer.from([part.length, ...Buffer.from(part, "latin1")]) : Buffer.from(part),
  );
  return new PacketReader(Buffer.concat([HEADER, ...written]));
}

const END = [0];

describe("the name of the question", () => {
  it.each([
    ["in the same letters", ["email", "oxford", "example", END]],
    ["in capitals", ["EMAIL", "Oxford", "exAMPLE", END]],
  ] as const)("is the one that was asked if it is written %s", (_, parts) => {
    const reader = readerOf(...parts, [1, 2]);
    expect(reader.isQuestion("email.oxford.example")).toBe(true);
    expect(reader.uint16()).toBe(0x0102);
  });

  it.each([
    ["is longer by a label", "email.oxford", ["email", "oxford", "example", END]],
    ["is shorter by a label", "email.oxford.example", ["email", "oxford", END]],
    ["has a last label that is longer by a byte of zero", "abc", ["abc\0", END]],
    ["has a longer last label", "email.oxford", ["email", "oxfords", END]],
    ["has a longer first label", "email.oxford", ["emails", "oxford", END]],
    ["has a dot within a label", "email.oxford", ["email.oxford", END]],
    ["has other label borders", "a.b.c", ["a", "b.c", END]],
    ["differs in one letter", "email.oxford", ["email", "oxfort", END]],
    ["is the root", "email", [END]],
  ] as const)("is another one if it %s", (_, name, parts) => {
    const reader = readerOf(...parts, [1, 2]);
    expect(reader.isQuestion(name)).toBe(false);
    // The reader continues after the name that is in the packet.
    expect(reader.uint16()).toBe(0x0102);
  });

  it("is the root only if it consists of one byte of zero", () => {
    const root = readerOf(END, [1, 2]);
    expect(root.isQuestion(".")).toBe(true);
    expect(root.uint16()).toBe(0x0102);
    expect(readerOf("com", END).isQuestion(".")).toBe(false);
  });

  it("is malformed if the packet ends before its last byte", () => {
    expect(() => readerOf("email").isQuestion("email")).toThrow(MalformedPacketError);
    expect(() => readerOf([5, 0x65]).isQuestion("email")).toThrow(MalformedPacketError);
  });

  it("is what a pointer to it means, whether it was compared or decoded", () => {
    for (const asked of ["oxford.example", "other.example"]) {
      const reader = readerOf("Oxford", "example", END, [0xc0, QUESTION_AT], [9]);
      reader.isQuestion(asked);
      expect(reader.name()).toBe("oxford.example");
      expect(reader.uint8()).toBe(9);
    }
  });

  it("is not what a pointer to another offset means", () => {
    const reader = readerOf("oxford", "example", END, [0xc0, QUESTION_AT + 7]);
    reader.isQuestion("oxford.example");
    expect(reader.name()).toBe("example");
    const far = readerOf("oxford", END, new Array<number>(0xf8).fill(0), "far", END, [0xc1, QUESTION_AT]);
    far.isQuestion("oxford");
    far.at = 0x10c;
    expect(far.name()).toBe("far");
    expect(far.name()).toBe("far");
  });
});

describe("a name", () => {
  it("is in lower case, where only the letters A to Z change", () => {
    expect(readerOf("AZaz@[`{09-_", END).name()).toBe("azaz@[`{09-_");
  });

  it("has its dots and backslashes within labels escaped", () => {
    expect(readerOf("first.last", "a\\b", "example", END).name()).toBe("first\\.last.a\\\\b.example");
  });

  it("has its bytes beyond ASCII read as UTF-8", () => {
    expect(readerOf([2, 0xc3, 0xa9], "example", END).name()).toBe("é.example");
    expect(readerOf([1, 0x7f], END).name()).toBe("\x7f");
    expect(readerOf([1, 0x80], END).name()).toBe("\ufffd");
  });

  it("is a dot for the root", () => {
    const reader = readerOf(END, [7]);
    expect(reader.name()).toBe(".");
    expect(reader.uint8()).toBe(7);
  });

  it("has labels of 63 bytes at most", () => {
    expect(readerOf("x".repeat(63), END).name()).toBe("x".repeat(63));
    expect(() => readerOf("x".repeat(64), END).name()).toThrow(MalformedPacketError);
  });

  it("has 255 bytes in the packet at most", () => {
    const long = ["x".repeat(63), "x".repeat(63), "x".repeat(63)];
    expect(readerOf(...long, "x".repeat(61), END).name()).toBe([...long, "x".repeat(61)].join("."));
    expect(() => readerOf(...long, "x".repeat(62), END).name()).toThrow(MalformedPacketError);
  });

  it("may end with a pointer backwards, after which the next part begins", () => {
    const reader = readerOf("oxford", "example", END, "email", [0xc0, QUESTION_AT], [7]);
    expect(reader.name()).toBe("oxford.example");
    expect(reader.name()).toBe("email.oxford.example");
    expect(reader.uint8()).toBe(7);
  });

  it("continues after its first pointer, wherever the next ones lead", () => {
    const reader = readerOf("example", END, "oxford", [0xc0, QUESTION_AT], "email", [0xc0, 21], [7]);
    reader.at = 30;
    expect(reader.name()).toBe("email.oxford.example");
    expect(reader.uint8()).toBe(7);
  });

  it.each([
    ["forwards", [0xc0, QUESTION_AT + 2, 0]],
    ["to itself", [0xc0, QUESTION_AT]],
    ["nowhere, because it is cut", [0xc0]],
  ])("is malformed if its pointer leads %s", (_, bytes) => {
    expect(() => readerOf(bytes).name()).toThrow(MalformedPacketError);
  });

  it("follows 127 pointers and no more", () => {
    const pointers = Array.from({ length: 128 }, (_, n) => [
      0xc0 | ((n === 0 ? 12 : 11 + 2 * n) >> 8),
      n === 0 ? 12 : 11 + 2 * n,
    ]);
    const reader = readerOf(END, ...pointers);
    reader.at = 13 + 2 * 126;
    expect(reader.name()).toBe(".");
    expect(() => reader.name()).toThrow(MalformedPacketError);
  });
});

describe("the other parts", () => {
  it("are numbers of one, two and four bytes without a sign", () => {
    const reader = readerOf([0xff], [0xff, 0xfe], [0xff, 0xff, 0xff, 0xfd], [1, 2, 3, 4]);
    expect([reader.uint8(), reader.uint16(), reader.uint32(), reader.uint32()]).toEqual([
      0xff, 0xfffe, 0xfffffffd, 0x01020304,
    ]);
    for (const read of [() => reader.uint8(), () => reader.uint16(), () => reader.uint32()]) {
      expect(read).toThrow(MalformedPacketError);
    }
  });

  it("are bytes and texts of a given length, up to the end of the packet", () => {
    const reader = readerOf([1, 2, 3], [...Buffer.from("aé")]);
    expect([...reader.bytes(3)]).toEqual([1, 2, 3]);
    expect(reader.text(3)).toBe("aé");
    reader.skip(0);
    expect(() => reader.skip(1)).toThrow(MalformedPacketError);
    expect(() => reader.bytes(1)).toThrow(MalformedPacketError);
    expect(() => reader.text(1)).toThrow(MalformedPacketError);
  });
});
