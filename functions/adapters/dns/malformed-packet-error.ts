/** A packet's content contradicts its header or its lengths. */
export class MalformedPacketError extends Error {
  override readonly name = "MalformedPacketError";
}
