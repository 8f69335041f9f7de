import { createHash } from "node:crypto";

/** SHA-256 of a body. Help desks sign no id of a delivery, so it tells one delivery from another. */
export function digestOf(body: string | Buffer): string {
  return createHash("sha256").update(body).digest("base64url");
}
