import { createHash } from "node:crypto";

/**
 * Returns the SHA-256 hash of a body. Help desks do not sign a delivery id, so the hash identifies a
 * delivery.
 */
export function digestOf(body: string | Buffer): string {
  return createHash("sha256").update(body).digest("base64url");
}
