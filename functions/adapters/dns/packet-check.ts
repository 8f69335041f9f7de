const HEADER_BYTES = 12;
/** Type and class of a question (RFC 1035 §4.1.2). */
const QUESTION_TAIL_BYTES = 4;
/** Type, class, TTL and RDLENGTH of a record (RFC 1035 §4.1.3). */
const RECORD_TAIL_BYTES = 10;
/** RFC 1035 §4.1.2 and §4.1.3: the shortest question and the shortest record. */
const QUESTION_BYTES = 5;
const RECORD_BYTES = 11;
const POINTER = 0xc0;
/** RFC 1035 §4.1.4: a compression pointer has 14 bits. */
const POINTER_RANGE = 0x4000;
/** Compression leads from a pointer to a label, hardly ever to another pointer. */
const LONGEST_CHAIN = 8;
/** Below this length even the worst chain costs the decoder little. */
const HARMLESS_BYTES = 4_096;

/**
 * Returns whether a packet holds all that its header and its lengths claim, so that a cut answer is not read as a
 * shorter one, and whether its names are cheap to decode.
 */
export function isWholePacket(packet: Buffer): boolean {
  return hasRoomForItsCounts(packet) && hasWholeRecords(packet) && !hasPointerChain(packet);
}

/** The decoder allocates as many records as the header claims before it reads the first one. */
function hasRoomForItsCounts(packet: Buffer): boolean {
  const { questions, records } = countsOf(packet);
  return HEADER_BYTES + questions * QUESTION_BYTES + records * RECORD_BYTES <= packet.length;
}

function countsOf(packet: Buffer): { readonly questions: number; readonly records: number } {
  const records = packet.readUInt16BE(6) + packet.readUInt16BE(8) + packet.readUInt16BE(10);
  return { questions: packet.readUInt16BE(4), records };
}

function hasWholeRecords(packet: Buffer): boolean {
  const { questions, records } = countsOf(packet);
  let at: number | undefined = HEADER_BYTES;
  for (let read = 0; read < questions && at !== undefined; read += 1) {
    const end = endOfName(packet, at);
    at = end === undefined ? undefined : end + QUESTION_TAIL_BYTES;
  }
  for (let read = 0; read < records && at !== undefined; read += 1) at = endOfRecord(packet, at);
  return at !== undefined && at <= packet.length;
}

/** Returns where a record ends; `undefined` if its data are cut or don't fill their length. */
function endOfRecord(packet: Buffer, start: number): number | undefined {
  const tail = endOfName(packet, start);
  if (tail === undefined || tail + RECORD_TAIL_BYTES > packet.length) return undefined;
  const data = tail + RECORD_TAIL_BYTES;
  const end = data + packet.readUInt16BE(tail + 8);
  if (end > packet.length) return undefined;
  // RFC 2136 §2.4: an empty RDATA is for updates only.
  return endOfData(packet, packet.readUInt16BE(tail), data, end) === end ? end : undefined;
}

/** Returns where the data of a record end by their own format (RFC 1035 §3.3 and §3.4, RFC 3596 §2.2). */
function endOfData(packet: Buffer, type: number, data: number, end: number): number | undefined {
  switch (type) {
    case 1:
      return data + 4;
    case 28:
      return data + 16;
    case 2:
    case 5:
      return endOfName(packet, data);
    case 15:
      return endOfName(packet, data + 2);
    case 6: {
      const primary = endOfName(packet, data);
      const admin = primary === undefined ? undefined : endOfName(packet, primary);
      return admin === undefined ? undefined : admin + 20;
    }
    case 16:
    case 99:
      return data === end ? undefined : endOfStrings(packet, data, end);
    default:
      return end;
  }
}

function endOfStrings(packet: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end) at += 1 + (packet[at] ?? 0);
  return at;
}

/** Returns where a name ends: behind its last label, or behind the pointer that continues it. */
function endOfName(packet: Buffer, start: number): number | undefined {
  for (let at = start; at < packet.length; ) {
    const length = packet[at] ?? 0;
    if (length === 0) return at + 1;
    if (length >= POINTER) return at + 2 <= packet.length ? at + 2 : undefined;
    at += 1 + length;
  }
  return undefined;
}

/** A long message could make each of its thousands of names follow thousands of pointers. */
function hasPointerChain(packet: Buffer): boolean {
  if (packet.length <= HARMLESS_BYTES) return false;
  const depths = new Uint8Array(Math.min(packet.length - 1, POINTER_RANGE));
  for (let at = HEADER_BYTES; at < depths.length; at += 1) {
    const first = packet[at] ?? 0;
    const target = packet.readUInt16BE(at) & (POINTER_RANGE - 1);
    if (first < POINTER || target >= at) continue;
    depths[at] = 1 + (depths[target] ?? 0);
    if ((depths[at] ?? 0) > LONGEST_CHAIN) return true;
  }
  return false;
}
