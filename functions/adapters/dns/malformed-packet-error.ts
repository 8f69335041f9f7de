/** A packet does not hold what its header and its lengths claim. */
export class MalformedPacketError extends Error {
  override readonly name = "MalformedPacketError";
}
